/** The part of Electron's `WebContents` used here. */
interface AnyContents {
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
}

/** The part of Electron's `app` used here. */
export interface LockableApp {
  readonly isPackaged: boolean
  readonly commandLine: { hasSwitch(name: string): boolean; removeSwitch(name: string): void }
  enableSandbox(): void
  on(event: 'web-contents-created', listener: (event: unknown, contents: AnyContents) => void): unknown
}

/** Chromium's own ways to run somebody else's code in the program's pages or in its place; no fuse closes them. */
const BACK_DOORS = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
] as const

/**
 * What holds for every page there will ever be, also for one that nobody thought of: sandboxed, no webview in it, no
 * window out of it. To be called before the app is ready. Each window adds where its page may go.
 */
export function lockDown(app: LockableApp): void {
  // Whoever starts it without (root has to, since Chromium's sandbox refuses root) gets no window otherwise. Each window
  // asks for its sandbox all the same, so that no page sees Node.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // A developer needs them, and so do the tests. Chromium looks at them only after this.
  if (app.isPackaged) for (const name of BACK_DOORS) app.commandLine.removeSwitch(name)
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
