import { fork, type ChildProcess } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { generateSecret } from '../../../token-service/auth/secret-hash.ts'
import { createTestAccount, type TestAccount } from '../../support/app/account.ts'

export const OWN_NUMBER = '+12025550100'
export const IDENTITY = 'maria'
const user = generateSecret()
export const USER_SECRET = user.secret
export const CONTROL_SECRET = 'the-control-secret-for-the-fuzz'

/** A token service as a team runs it and an exchange as the app runs it, each in a process of its own. */
export interface Targets {
  readonly account: TestAccount
  readonly tokenPort: number
  readonly signalPort: number
  readonly controlPort: number
  readonly processes: Readonly<Record<'token service' | 'exchange', Watched>>
  stop(): void
}

interface Watched {
  /** Whether it has not ended by itself. */
  readonly alive: boolean
  /** Lines it has logged. */
  readonly lines: number
  /** What it wrote to its error output, where crashes show. */
  readonly errors: string
  /** Open file descriptors, and resident memory. */
  health(): Promise<{ readonly handles: number; readonly memoryMiB: number }>
}

const TokenFacts = v.object({ type: v.literal('listening'), port: v.number() })
const ExchangeFacts = v.object({
  type: v.literal('listening'),
  signalPort: v.number(),
  controlPort: v.number(),
})

export async function startTargets(): Promise<Targets> {
  const account = createTestAccount()
  const service = start('tests/support/team/token-service-process.ts')
  const exchange = start('tests/support/exchange/exchange-process.ts')
  const stop = () => {
    for (const { child } of [service, exchange]) child.kill('SIGKILL')
  }
  try {
    const { port } = await configured(service.child, TokenFacts, {
      ...account,
      callerId: OWN_NUMBER,
      users: [{ identity: IDENTITY, secretHash: user.secretHash }],
      incoming: { [OWN_NUMBER]: [IDENTITY] },
    })
    const { signalPort, controlPort } = await configured(exchange.child, ExchangeFacts, {
      controlSecret: CONTROL_SECRET,
      account: {
        sid: account.accountSid,
        authToken: account.authToken,
        apiKeys: { [account.apiKeySid]: account.apiKeySecret },
      },
      numbers: { [OWN_NUMBER]: { voiceUrl: `http://127.0.0.1:${port}/twiml/incoming` } },
    })
    const processes = { 'token service': service.watched, exchange: exchange.watched }
    return { account, tokenPort: port, signalPort, controlPort, processes, stop }
  } catch (error) {
    stop()
    throw error
  }
}

function start(file: string): { readonly child: ChildProcess; readonly watched: Watched } {
  const child = fork(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let alive = true
  let lines = 0
  let errors = ''
  child.once('exit', () => {
    alive = false
  })
  child.stdout?.on('data', (bytes: Buffer) => {
    lines += bytes.toString('latin1').split('\n').length - 1
  })
  child.stderr?.on('data', (bytes: Buffer) => {
    errors = `${errors}${bytes.toString()}`.slice(0, 4_000)
  })
  const watched = {
    get alive() {
      return alive
    },
    get lines() {
      return lines
    },
    get errors() {
      return errors
    },
    async health() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      const handles = (await readdir(`/proc/${child.pid}/fd`)).length
      return { handles, memoryMiB: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024) }
    },
  }
  return { child, watched }
}

async function configured<S extends v.GenericSchema>(child: ChildProcess, facts: S, config: object) {
  const answer = new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', () => reject(new Error('The server ended before it listened.')))
  })
  child.send({ type: 'configure', config })
  return v.parse(facts, await answer)
}
