import type { WebPreferences } from 'electron'

export interface WebPreferencesDeps {
  /** Absolute path. */
  readonly preload: string
  /** Not packaged: the developer tools may be opened. */
  readonly development: boolean
}

/**
 * The security settings of every page of Offhook. Most are the defaults of Electron, set explicitly so that a changed default
 * fails a test. Source: https://www.electronjs.org/docs/latest/tutorial/security
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
    // Timers must run and calls must ring while the window is hidden.
    backgroundThrottling: false,
    devTools: development,
  } satisfies WebPreferences
}
