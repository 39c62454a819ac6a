import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import * as v from 'valibot'
import type { TestAccount } from '../support/app/account.ts'
import { connectControl, type ExchangeControl } from '../support/exchange/control.ts'
import type { Stage } from './stage.ts'

const Listening = v.object({ type: v.literal('listening') })
const Failed = v.object({ type: v.literal('failed'), problems: v.array(v.string()) })
const ExchangeFacts = v.object({ signalPort: v.number(), controlPort: v.number(), fingerprint: v.string() })
const ServiceFacts = v.object({ port: v.number() })

/** One of the two servers, as the app's own build has it, as a process of its own. */
interface Server<T> {
  readonly pid: number
  readonly facts: T
  close(): Promise<void>
}

async function start<T>(
  { program }: Stage,
  name: string,
  config: object,
  facts: v.GenericSchema<unknown, T>,
): Promise<Server<T>> {
  const child = fork(join(program, 'out', 'main', `${name}.js`), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  })
  const ended = once(child, 'exit')
  child.send({ type: 'configure', config })
  const answered = once(child, 'message').then(([message]: unknown[]) => message)
  const answer = await Promise.race([answered, ended.then(() => undefined)])
  const failed = v.safeParse(Failed, answer)
  if (failed.success) throw new Error(failed.output.problems.join('; '))
  v.parse(Listening, answer)
  return {
    pid: child.pid ?? 0,
    facts: v.parse(facts, answer),
    async close() {
      child.send({ type: 'close' })
      await ended
    },
  }
}

/** An exchange for one account, with nobody on it yet. */
export interface StandingExchange {
  readonly pid: number
  readonly host: string
  readonly fingerprint: string
  readonly control: ExchangeControl
  close(): Promise<void>
}

/** `twiml` leads the calls that clients place. */
export async function startExchange(
  stage: Stage,
  account: TestAccount,
  twiml = '<Response><Hangup/></Response>',
): Promise<StandingExchange> {
  const controlSecret = randomBytes(16).toString('hex')
  const server = await start(
    stage,
    'exchange',
    {
      controlSecret,
      account: {
        sid: account.accountSid,
        authToken: account.authToken,
        apiKeys: { [account.apiKeySid]: account.apiKeySecret },
      },
      applications: { [account.twimlAppSid]: { twiml } },
    },
    ExchangeFacts,
  )
  const control = await connectControl(server.facts.controlPort, controlSecret)
  return {
    pid: server.pid,
    host: `localhost:${server.facts.signalPort}`,
    fingerprint: server.facts.fingerprint,
    control,
    async close() {
      control.close()
      await server.close()
    },
  }
}

/** A token service for one user, `maria`. */
export interface StandingTokenService {
  readonly pid: number
  readonly port: number
  /** What `maria` shows to get a token. */
  readonly secret: string
  close(): Promise<void>
}

export async function startTokenService(stage: Stage, account: TestAccount): Promise<StandingTokenService> {
  const secret = randomBytes(24).toString('hex')
  const users = [{ identity: 'maria', secret }]
  const server = await start(stage, 'token-service', { ...account, users }, ServiceFacts)
  return { pid: server.pid, port: server.facts.port, secret, close: () => server.close() }
}
