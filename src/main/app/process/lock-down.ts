import { FORBIDDEN_SWITCHES, BACKGROUND_TRAFFIC_SWITCHES } from './switches.ts'

/** The part of Electron's `WebContents` used here. */
interface AnyContents {
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
}

/** The part of Electron's `app` used here. */
export interface LockableApp {
  readonly isPackaged: boolean
  readonly commandLine: {
    hasSwitch(name: string): boolean
    removeSwitch(name: string): void
    appendSwitch(name: string): void
  }
  enableSandbox(): void
  on(event: 'web-contents-created', listener: (event: unknown, contents: AnyContents) => void): unknown
  on(event: 'session-created', listener: (session: AnySession) => void): unknown
  on(event: 'select-client-certificate', listener: ClientCertificateListener): unknown
}

/** The part of Electron's `Session` used here. */
interface AnySession {
  setSpellCheckerEnabled(enable: boolean): void
  setSpellCheckerLanguages(languages: string[]): void
}

type ClientCertificateListener = (
  event: { preventDefault(): void },
  contents: unknown,
  url: string,
  certificates: unknown,
  answer: () => void,
) => void

/**
 * The security settings of every page: sandboxed, without webviews and new windows. Call it before the app is ready. Each window
 * also limits where its page may navigate.
 */
export function lockDown(app: LockableApp): void {
  // Root must start without it, because the sandbox of Chromium refuses root. Each window requests its sandbox anyway, so that no
  // page has access to Node.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Developers and tests need these switches. Chromium reads them after this.
  if (app.isPackaged) for (const name of FORBIDDEN_SWITCHES) app.commandLine.removeSwitch(name)
  for (const name of BACKGROUND_TRAFFIC_SWITCHES) app.commandLine.appendSwitch(name)
  app.on('session-created', (session) => {
    // Languages are set first: without one, Chromium downloads a dictionary from Google.
    session.setSpellCheckerLanguages([])
    session.setSpellCheckerEnabled(false)
  })
  // Without a listener Electron sends the first certificate of the system store, which may contain the name of the person.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault()
    answer()
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
