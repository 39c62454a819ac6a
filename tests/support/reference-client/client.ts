import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Page } from '@playwright/test'
import { defined, electronArguments } from '../app/launch.ts'
import { createEventRecorder, type EventRecorder } from '../events/event-recorder.ts'
import { launchElectron } from '../app/launch-electron.ts'

/** What a reference client reports; `at` is wall-clock milliseconds in its page. */
interface ReferenceEvent {
  readonly type: string
  readonly at: number
  readonly detail: string | null
}

/** The unmodified SDK on an empty page in an otherwise empty Electron. */
export interface ReferenceClient {
  readonly page: Page
  readonly app: ElectronApplication
  readonly events: EventRecorder<ReferenceEvent>
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

export interface ReferenceClientOptions {
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
    reference: {
      register(token: string, host: string): Promise<void>
      accept(): number
      reject(): void
      hangup(): void
      connect(params: Record<string, string>): Promise<number>
    }
    referenceReport(event: ReferenceEvent): Promise<void>
  }
}

/** What Electron starts as a reference client. */
export const referenceMain = fileURLToPath(new URL('main.cjs', import.meta.url))

/** Starts an Electron with nothing in it but the SDK. */
export async function launchReferenceClient(options: ReferenceClientOptions): Promise<ReferenceClient> {
  const app = await launchElectron({
    executablePath: options.executable,
    args: [...electronArguments(options.userData), ...(options.args ?? []), referenceMain],
    env: { ...defined(options.env), REFERENCE_FINGERPRINT: options.fingerprint },
  })
  const page = await app.firstWindow()
  const events = createEventRecorder<ReferenceEvent>('reference client')
  await page.exposeFunction('referenceReport', (event: ReferenceEvent) => events.add(event))
  await page.waitForFunction(() => 'reference' in window)
  return {
    page,
    app,
    events,
    async register(token, host) {
      const from = events.entries.length
      await page.evaluate((given) => window.reference.register(given.token, given.host), { token, host })
      await events.waitFor('registered', ({ type }) => type === 'registered', { from })
    },
    accept: () => page.evaluate(() => window.reference.accept()),
    reject: () => page.evaluate(() => window.reference.reject()),
    hangup: () => page.evaluate(() => window.reference.hangup()),
    connect: (params) => page.evaluate((given) => window.reference.connect(given), params),
    close: () => app.close(),
  }
}
