import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Page } from '@playwright/test'
import { defined, electronArguments } from '../app/launch.ts'
import { createJournal, type Journal } from '../events/event-recorder.ts'
import { launchElectron } from '../app/launch-electron.ts'

/** What a bare device reports; `at` is wall-clock milliseconds in its page. */
export interface BareEvent {
  readonly type: string
  readonly at: number
  readonly detail: string | null
}

/** The unmodified SDK on an empty page in an otherwise empty Electron. */
export interface BareDevice {
  readonly page: Page
  readonly app: ElectronApplication
  readonly events: Journal<BareEvent>
  /** Creates the Device and registers it; resolves once it is registered. */
  register(token: string, signallingHost: string): Promise<void>
  /** Answers when (wall-clock ms in the page) `accept()` was called. */
  accept(): Promise<number>
  reject(): Promise<void>
  hangup(): Promise<void>
  /** Answers when (wall-clock ms in the page) `device.connect` was called, once that has resolved. */
  connect(params: Record<string, string>): Promise<number>
  close(): Promise<void>
}

export interface BareOptions {
  readonly executable: string
  readonly env: NodeJS.ProcessEnv
  readonly args?: readonly string[]
  /** `sha256/...` of the exchange's certificate. */
  readonly fingerprint: string
  readonly userData: string
}

declare global {
  interface Window {
    /** Set up by page.js. */
    bare: {
      register(token: string, host: string): Promise<void>
      accept(): number
      reject(): void
      hangup(): void
      connect(params: Record<string, string>): Promise<number>
    }
    bareReport(event: BareEvent): Promise<void>
  }
}

/** What Electron starts as a bare device. */
export const bareMain = fileURLToPath(new URL('main.cjs', import.meta.url))

/** Starts an Electron with nothing in it but the SDK. */
export async function launchBareDevice(options: BareOptions): Promise<BareDevice> {
  const app = await launchElectron({
    executablePath: options.executable,
    args: [...electronArguments(options.userData), ...(options.args ?? []), bareMain],
    env: { ...defined(options.env), BARE_FINGERPRINT: options.fingerprint },
  })
  const page = await app.firstWindow()
  const events = createJournal<BareEvent>('bare device')
  await page.exposeFunction('bareReport', (event: BareEvent) => events.add(event))
  await page.waitForFunction(() => 'bare' in window)
  return {
    page,
    app,
    events,
    async register(token, host) {
      const from = events.entries.length
      await page.evaluate((given) => window.bare.register(given.token, given.host), { token, host })
      await events.waitFor('registered', ({ type }) => type === 'registered', { from })
    },
    accept: () => page.evaluate(() => window.bare.accept()),
    reject: () => page.evaluate(() => window.bare.reject()),
    hangup: () => page.evaluate(() => window.bare.hangup()),
    connect: (params) => page.evaluate((given) => window.bare.connect(given), params),
    close: () => app.close(),
  }
}
