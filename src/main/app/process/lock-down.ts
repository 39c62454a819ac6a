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
 * What holds for every page there will ever be, also for one that nobody thought of: sandboxed, no webview in it, no
 * window out of it. To be called before the app is ready. Each window adds where its page may go.
 */
export function lockDown(app: LockableApp): void {
  // Whoever starts it without (root has to, since Chromium's sandbox refuses root) gets no window otherwise. Each window
  // asks for its sandbox all the same, so that no page sees Node.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // A developer needs them, and so do the tests. Chromium looks at them only after this.
  if (app.isPackaged) for (const name of FORBIDDEN_SWITCHES) app.commandLine.removeSwitch(name)
  for (const name of BACKGROUND_TRAFFIC_SWITCHES) app.commandLine.appendSwitch(name)
  app.on('session-created', (session) => {
    // The languages first: switched on without a language, it downloads a dictionary from Google.
    session.setSpellCheckerLanguages([])
    session.setSpellCheckerEnabled(false)
  })
  // Without a listener Electron sends the first certificate of the system's store: the name and address of a person.
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
