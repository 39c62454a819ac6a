import type { WebPreferences } from 'electron'

export interface WebPreferencesDeps {
  /** Absolute path. */
  readonly preload: string
  /** Not packaged: the developer tools may be opened. */
  readonly development: boolean
}

/**
 * How every page of Offhook is locked up. Most of it is Electron's default; said here, so that a changed default, or
 * an option added to one window only, shows in a test.
 * Source: https://www.electronjs.org/docs/latest/tutorial/security
 */
export function lockedWebPreferences({ preload, development }: WebPreferencesDeps) {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    // The phone keeps its timers and rings while the window is out of sight.
    backgroundThrottling: false,
    devTools: development,
  } satisfies WebPreferences
}
