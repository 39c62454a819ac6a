/**
 * Chromium's command-line switches that a packaged program ignores. No Electron fuse disables them. Switches for graphics, the
 * sandbox helper and the proxy stay available.
 */
export const FORBIDDEN_SWITCHES = [
  // They run or attach another program, or change what the pages' scripts mean.
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-io-pipes',
  'remote-debugging-address',
  'remote-allow-origins',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'zygote-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
  'load-extension',
  'disable-extensions-except',
  'js-flags',
  'wait-for-debugger',
  'wait-for-debugger-children',
  'single-process',
  'enable-blink-features',
  'disable-blink-features',
  'blink-settings',
  'enable-experimental-web-platform-features',
  // They write secrets to a file.
  'ssl-key-log-file',
  'log-net-log',
  'net-log-capture-mode',
  'net-log-duration',
  'webrtc-event-logging',
  'trace-startup',
  'trace-startup-file',
  'trace-config-file',
  'enable-tracing',
  'enable-tracing-output',
  // They switch off the verification of servers, or send connections elsewhere.
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'ignore-urlfetcher-cert-requests',
  'allow-insecure-localhost',
  'host-rules',
  'host-resolver-rules',
  'ssl-version-min',
  'ssl-version-max',
  'disable-webrtc-encryption',
  // They let pages of one origin reach others, or treat http as if it were https.
  'disable-web-security',
  'allow-running-insecure-content',
  'allow-file-access-from-files',
  'unsafely-treat-insecure-origin-as-secure',
  'disable-site-isolation-trials',
  'disable-site-per-process',
  // They replace the microphone, or grant access to it and to the screen without asking.
  'use-fake-device-for-media-stream',
  'use-fake-ui-for-media-stream',
  'use-file-for-fake-audio-capture',
  'use-file-for-fake-video-capture',
  'auto-select-desktop-capture-source',
  'auto-select-tab-capture-source-by-title',
  'auto-accept-camera-and-microphone-capture',
] as const

/**
 * Switches that Offhook sets itself. Chromium's own services would contact Google for updates, dictionaries and experiments;
 * Offhook contacts only the configured connection.
 */
export const BACKGROUND_TRAFFIC_SWITCHES = [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
  'disable-default-apps',
  'disable-sync',
  'no-pings',
] as const
