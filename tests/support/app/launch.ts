import { createServer } from 'node:net'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import type { Desktop } from '../../../scripts/desktop/desktop.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { connectControl, type ExchangeControl } from '../exchange/control.ts'
import { fingerprintOf } from '../exchange/certificate.ts'
import { createTestAccount, type TestAccount } from './account.ts'

/** A running Offhook on a private desktop, its practice exchange within reach. */
export interface OffhookUnderTest {
  readonly app: ElectronApplication
  readonly window: Page
  readonly account: TestAccount
  readonly exchange: ExchangeControl
  /** Where other devices connect, and the certificate to expect there. */
  readonly signalling: { readonly host: string; readonly fingerprint: string }
  readonly userData: string
  /** Uncaught errors and console errors of the page, in order. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

export interface LaunchOptions {
  readonly executable: string
  readonly desktop: Desktop
  readonly identity?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** What to start: the project's folder (default), or nothing for a packaged program. */
  readonly program?: readonly string[]
  /** A profile to use again; default a new one in the desktop's folder. */
  readonly userData?: string
}

const CONTROL_SECRET = 'control-secret-of-a-test'

/** Starts Offhook as a person would, and connects to its practice exchange once that is up. */
export async function launchOffhook(options: LaunchOptions): Promise<OffhookUnderTest> {
  const { desktop, identity = 'maria' } = options
  const account = createTestAccount()
  const controlPort = await freePort()
  const signalPort = await freePort()
  const userData = options.userData ?? (await mkdtemp(join(desktop.folder, 'profile-')))
  const env = {
    ...defined(desktop.env),
    OFFHOOK_PRACTICE_IDENTITY: identity,
    OFFHOOK_PRACTICE_ACCOUNT: JSON.stringify(account),
    OFFHOOK_SIGNAL_PORT: String(signalPort),
    OFFHOOK_CONTROL_PORT: String(controlPort),
    OFFHOOK_CONTROL_SECRET: CONTROL_SECRET,
    ...options.env,
  }
  const app = await _electron.launch({
    executablePath: options.executable,
    args: [...electronArguments(userData), ...(options.args ?? []), ...(options.program ?? [projectFolder])],
    env,
  })
  try {
    const window = await app.firstWindow()
    const complaints: string[] = []
    window.on('pageerror', (error) => complaints.push(String(error)))
    window.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    const exchange = await connectWhenUp(controlPort)
    return {
      app,
      window,
      account,
      exchange,
      signalling: { host: `localhost:${signalPort}`, fingerprint: await fingerprintOf(signalPort) },
      userData,
      complaints,
      async close() {
        exchange.close()
        await app.close()
      },
    }
  } catch (error) {
    await app.close()
    throw error
  }
}

/** A profile of its own, and no sandbox for root, whose processes Chromium refuses to sandbox. */
export function electronArguments(userData: string): string[] {
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return [...root, `--user-data-dir=${userData}`]
}

export function defined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

/** A port nobody uses at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('There is no free port.'))
      })
    })
  })
}

/** The exchange starts after the window; nothing announces its port to us, so we knock until it opens. */
async function connectWhenUp(port: number): Promise<ExchangeControl> {
  const connected: ExchangeControl[] = []
  await expect(async () => {
    connected.push(await connectControl(port, CONTROL_SECRET))
  }).toPass({ timeout: 20_000, intervals: [50] })
  const [control] = connected
  if (!control) throw new Error('The practice exchange did not come up.')
  return control
}
