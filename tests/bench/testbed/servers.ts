import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import * as v from 'valibot'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { generateSecret } from '../../../token-service/auth/secret-hash.ts'
import type { TestAccount } from '../../support/app/account.ts'
import { connectControl, type ExchangeControl } from '../../support/exchange/control.ts'
import type { BenchTestbed } from './testbed.ts'

const Listening = v.object({ type: v.literal('listening') })
const Failed = v.object({ type: v.literal('failed'), problems: v.array(v.string()) })
const ExchangeFacts = v.object({
  exchange: v.object({ signalPort: v.number(), controlPort: v.number(), fingerprint: v.string() }),
})
const PracticeFacts = v.object({ tokenService: v.object({ webhookPort: v.number() }) })
const ServiceFacts = v.object({ port: v.number() })

/** One of the two servers as a process of its own. */
interface Server<T> {
  readonly pid: number
  readonly facts: T
  close(): Promise<void>
}

async function start<T>(
  file: string,
  config: object,
  facts: v.GenericSchema<unknown, T>,
): Promise<Server<T>> {
  const child = fork(file, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: file.endsWith('.ts') ? ['--import', 'tsx'] : [],
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

const built = ({ program }: BenchTestbed, name: string) => join(program, 'out', 'main', `${name}.js`)

/** An exchange for one account, with nobody on it yet. */
export interface ExchangeProcess {
  readonly pid: number
  readonly host: string
  readonly fingerprint: string
  readonly control: ExchangeControl
  close(): Promise<void>
}

/** `twiml` leads the calls that clients place. */
export async function startExchange(
  testbed: BenchTestbed,
  account: TestAccount,
  twiml = '<Response><Hangup/></Response>',
): Promise<ExchangeProcess> {
  const controlSecret = randomBytes(16).toString('hex')
  const server = await start(
    built(testbed, 'bundled-servers'),
    {
      tokenService: null,
      exchange: {
        controlSecret,
        account: {
          sid: account.accountSid,
          authToken: account.authToken,
          apiKeys: { [account.apiKeySid]: account.apiKeySecret },
        },
        applications: { [account.twimlAppSid]: { twiml } },
      },
    },
    ExchangeFacts,
  )
  const { signalPort, controlPort, fingerprint } = server.facts.exchange
  const control = await connectControl(controlPort, controlSecret)
  return {
    pid: server.pid,
    host: `localhost:${signalPort}`,
    fingerprint,
    control,
    async close() {
      control.close()
      await server.close()
    },
  }
}

/** A token service for one user, `maria`, as a team runs it. */
export interface TokenServiceProcess {
  readonly pid: number
  readonly port: number
  /** What `maria` shows to get a token. */
  readonly secret: string
  close(): Promise<void>
}

export async function startTeamTokenService(account: TestAccount): Promise<TokenServiceProcess> {
  const { secret, secretHash } = generateSecret()
  const users = [{ identity: 'maria', secretHash }]
  const file = join(projectFolder, 'tests', 'support', 'team', 'token-service-process.ts')
  const server = await start(file, { ...account, users }, ServiceFacts)
  return { pid: server.pid, port: server.facts.port, secret, close: () => server.close() }
}

/** The token service of a practice line, as the app's own build has it. */
export async function startPracticeTokenService(
  testbed: BenchTestbed,
  account: TestAccount,
): Promise<{ close(): Promise<void> }> {
  const tokenService = { ...account, users: [{ identity: 'maria' }] }
  return start(built(testbed, 'bundled-servers'), { tokenService, exchange: null }, PracticeFacts)
}
