import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type * as Electron from 'electron'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { Desktop } from '../desktop/desktop.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { connectControl, type ExchangeControl } from '../exchange/control.ts'
import { fingerprintOf } from '../exchange/certificate.ts'
import { answerConnectionDialogs } from './dialogs.ts'
import { createTestAccount, type TestAccount } from './account.ts'
import { launchElectron } from './launch-electron.ts'

/** A running Offhook on a private desktop, whatever its line. */
export interface StartedOffhook {
  readonly app: ElectronApplication
  readonly window: Page
  /** The account of its practice line. */
  readonly account: TestAccount
  readonly userData: string
  /** Uncaught errors and console errors of the page, in order; sockets that fail are none. */
  readonly pageErrors: readonly string[]
  /** Connects to its practice exchange, as soon as that is up. */
  connectExchange(): Promise<PracticeExchange>
  close(): Promise<void>
}

/** A running Offhook on its practice line, the exchange within reach. */
export interface OffhookUnderTest extends StartedOffhook, PracticeExchange {}

/** The exchange of a practice line. */
interface PracticeExchange {
  readonly exchange: ExchangeControl
  /** Where other devices connect, and the certificate to expect there. */
  readonly signalling: { readonly host: string; readonly fingerprint: string }
}

export interface LaunchOptions {
  readonly executable: string
  readonly desktop: Pick<Desktop, 'env' | 'folder'>
  readonly identity?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** What to start: the project's folder (default), or nothing for a packaged program. */
  readonly program?: readonly string[]
  /** 'as-delivered': the environment sets nothing, so its exchange cannot be reached. Default 'reachable'. */
  readonly practice?: 'reachable' | 'as-delivered'
  /** A profile to use again; default a new one in the desktop's folder. */
  readonly userData?: string
}

const CONTROL_SECRET = 'control-secret-of-a-test'

/** Starts Offhook, and connects to its practice exchange once that is up. */
export async function launchOffhook(options: LaunchOptions): Promise<OffhookUnderTest> {
  const started = await startOffhook(options)
  try {
    const practiceExchange = await started.connectExchange()
    return {
      ...started,
      ...practiceExchange,
      async close() {
        practiceExchange.exchange.close()
        await started.close()
      },
    }
  } catch (error) {
    await started.close()
    throw error
  }
}

/** Starts Offhook, and waits for its window only: it may be on a line that has no exchange. */
export async function startOffhook(options: LaunchOptions): Promise<StartedOffhook> {
  const { desktop, identity } = options
  const practice = await preparePractice(identity)
  const userData = options.userData ?? (await mkdtemp(join(desktop.folder, 'profile-')))
  const app = await launchElectron({
    executablePath: options.executable,
    args: [...electronArguments(userData), ...(options.args ?? []), ...(options.program ?? [projectFolder])],
    env: {
      ...defined(desktop.env),
      ...(options.practice === 'as-delivered' ? {} : practice.env),
      ...options.env,
    },
  })
  try {
    const window = await app.firstWindow()
    // A test that chooses a line also confirms it, like the person.
    await answerConnectionDialogs(app)
    const pageErrors: string[] = []
    window.on('pageerror', (error) => pageErrors.push(String(error)))
    window.on('console', (message) => {
      // Chromium itself writes down each socket that fails, whatever the page makes of it.
      const isOurs = !message.text().startsWith('WebSocket connection to ')
      if (message.type() === 'error' && isOurs) pageErrors.push(message.text())
    })
    return {
      app,
      window,
      account: practice.account,
      userData,
      pageErrors,
      connectExchange: () => practice.connect(),
      async close() {
        // In the middle of a call Offhook asks whether to quit: the test's answer is yes.
        const agree = ({ dialog }: typeof Electron) => {
          dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
        }
        await app.evaluate(agree).catch(() => undefined)
        await app.close()
      },
    }
  } catch (error) {
    await app.close()
    throw error
  }
}

/** A practice line that the outside can reach: what fixes it in the environment, and the way to its exchange. */
export interface ReachablePractice {
  readonly env: Readonly<Record<string, string>>
  readonly account: TestAccount
  /** Connects to the exchange, as soon as that is up. */
  connect(): Promise<PracticeExchange>
}

export async function preparePractice(identity = 'maria'): Promise<ReachablePractice> {
  const account = createTestAccount()
  const controlPort = await freePort()
  const signalPort = await freePort()
  return {
    account,
    env: {
      OFFHOOK_PRACTICE_IDENTITY: identity,
      OFFHOOK_PRACTICE_ACCOUNT: JSON.stringify(account),
      OFFHOOK_SIGNAL_PORT: String(signalPort),
      OFFHOOK_CONTROL_PORT: String(controlPort),
      OFFHOOK_CONTROL_SECRET: CONTROL_SECRET,
    },
    async connect() {
      const exchange = await connectWhenUp(controlPort)
      const fingerprint = await fingerprintOf(signalPort)
      return { exchange, signalling: { host: `localhost:${signalPort}`, fingerprint } }
    },
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

/**
 * A TCP port that is not in use. It is outside the ephemeral ranges of Linux (32768 to 60999), macOS and Windows (49152 to 65535):
 * there, another program's outgoing connection or inspector could take it before ours listens.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(FIRST_FIXED_PORT, FIRST_EPHEMERAL_PORT)
  return (await canListen(port)) ? port : freePort()
}

const FIRST_FIXED_PORT = 20_000
const FIRST_EPHEMERAL_PORT = 32_768

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** The exchange starts after the window and does not announce its port. Retries until the port accepts connections. */
async function connectWhenUp(port: number): Promise<ExchangeControl> {
  const connected: ExchangeControl[] = []
  await expect(async () => {
    connected.push(await connectControl(port, CONTROL_SECRET))
  }).toPass({ timeout: 20_000, intervals: [50] })
  const [control] = connected
  if (!control) throw new Error('The practice exchange did not come up.')
  return control
}
