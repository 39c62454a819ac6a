import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Call, Device } from '@twilio/voice-sdk'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { createJournal, type Journal } from '../journal.ts'

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
  accept(): Promise<void>
  reject(): Promise<void>
  hangup(): Promise<void>
  connect(params: Record<string, string>): Promise<void>
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
    Twilio: { Device: typeof Device }
    bare: {
      device?: Device
      call?: Call
      watch(call: Call): void
      report(type: string, detail?: string): void
    }
    bareReport(event: BareEvent): Promise<void>
  }
}

const main = fileURLToPath(new URL('main.cjs', import.meta.url))
const sdk = join(projectFolder, 'node_modules/@twilio/voice-sdk/dist/twilio.min.js')

/** Starts an Electron with nothing in it but the SDK. */
export async function launchBareDevice(options: BareOptions): Promise<BareDevice> {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: options.executable,
    args: [...root, `--user-data-dir=${options.userData}`, ...(options.args ?? []), main],
    env: { ...definedOnly(options.env), BARE_FINGERPRINT: options.fingerprint },
  })
  const page = await app.firstWindow()
  const events = createJournal<BareEvent>('bare device')
  await page.exposeFunction('bareReport', (event: BareEvent) => events.add(event))
  await page.addScriptTag({ path: sdk })
  await page.evaluate(setUp)
  return {
    page,
    app,
    events,
    async register(token, host) {
      const from = events.entries.length
      await page.evaluate(openDevice, { token, host })
      await events.waitFor('registered', ({ type }) => type === 'registered', { from })
    },
    accept: () => page.evaluate(() => window.bare.call?.accept()),
    reject: () => page.evaluate(() => window.bare.call?.reject()),
    hangup: () => page.evaluate(() => window.bare.call?.disconnect()),
    connect: (params) =>
      page.evaluate(async (given) => {
        const call = await window.bare.device?.connect({ params: given })
        if (call) window.bare.watch(call)
      }, params),
    close: () => app.close(),
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

/** Runs in the page: an event log that reaches the test. */
function setUp(): void {
  const report = (type: string, detail?: string): void => {
    void window.bareReport({ type, at: performance.timeOrigin + performance.now(), detail: detail ?? null })
  }
  window.bare = {
    report,
    watch(call) {
      window.bare.call = call
      call.on('ringing', () => report('ringing'))
      call.on('accept', () => report('accept'))
      call.on('cancel', () => report('cancel'))
      call.on('reject', () => report('reject'))
      call.on('disconnect', () => report('disconnect'))
      call.on('error', (error: { code: number; message: string }) =>
        report('call-error', `${error.code} ${error.message}`),
      )
    },
  }
}

/** Runs in the page: the SDK as its documentation starts it, pointed at an exchange. */
async function openDevice({ token, host }: { token: string; host: string }): Promise<void> {
  const { bare } = window
  const inner: Record<string, unknown> = { chunderw: host, publishEvents: false }
  const device = new window.Twilio.Device(token, { ...inner, logLevel: 'silent' })
  bare.device = device
  device.audio?.incoming(false)
  device.audio?.outgoing(false)
  device.audio?.disconnect(false)
  device.on('registered', () => bare.report('registered'))
  device.on('unregistered', () => bare.report('unregistered'))
  device.on('error', (error: { code: number; message: string }) =>
    bare.report('error', `${error.code} ${error.message}`),
  )
  device.on('incoming', (call: Call) => {
    bare.report('incoming', call.parameters['CallSid'])
    bare.watch(call)
  })
  await device.register()
}
