import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../../scripts/lib/project.ts'
import type { TestAccount } from '../app/account.ts'
import { watch } from '../processes/child-output.ts'

/** A stand-alone exchange and a token service for a class, each set up with the values that the other prints. */
export interface Training {
  /** What a pupil is given. */
  readonly url: string
  readonly secret: string
  readonly exchange: string
  readonly control: { readonly port: number; readonly secret: string }
  close(): Promise<void>
}

/** Starts both; `folder` is for what they keep. */
export async function startTraining(folder: string, identity: string): Promise<Training> {
  const kept = await mkdtemp(join(folder, 'training-'))
  const users = join(kept, 'users.json')
  const exchange = await startExchange(join(kept, 'exchange.json'))
  const { account } = exchange
  const added = await run('token-service/cli.ts', ['add-user', identity, users]).ended
  const service = run('token-service/cli.ts', [], {
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_API_KEY_SID: account.apiKeySid,
    TWILIO_API_KEY_SECRET: account.apiKeySecret,
    TWILIO_TWIML_APP_SID: account.twimlAppSid,
    USERS_FILE: users,
    PORT: '0',
  })
  const [, url = ''] = await service.output(/"tokenAddress":"([^"]+)"/)
  return {
    url,
    secret: /only this once:\n(\S+)/.exec(added.stdout)?.[1] ?? '',
    exchange: exchange.line,
    control: exchange.control,
    async close() {
      service.stop()
      await Promise.all([exchange.close(), service.ended])
    },
  }
}

/** An exchange that runs by itself, as it prints how to reach it. */
export interface RunningExchange {
  /** Its token is not printed. */
  readonly account: Omit<TestAccount, 'authToken'>
  /** What is pasted as the practice exchange. */
  readonly line: string
  readonly control: { readonly port: number; readonly secret: string }
  close(): Promise<unknown>
}

/** Starts it; `keep` is the absolute path of the file for what it keeps. */
export async function startExchange(keep: string): Promise<RunningExchange> {
  const exchange = run('exchange/cli.ts', ['--keep', keep])
  const [, accountSid = '', apiKeySid = '', apiKeySecret = '', twimlAppSid = ''] = await exchange.output(
    /^ {4}TWILIO_ACCOUNT_SID=(.+)\n {4}TWILIO_API_KEY_SID=(.+)\n {4}TWILIO_API_KEY_SECRET=(.+)\n {4}TWILIO_TWIML_APP_SID=(.+)$/m,
  )
  const [, port = '', secret = ''] = await exchange.output(
    /control API +http:\/\/127\.0\.0\.1:(\d+) +\(Authorization: Bearer (\S+)\)/,
  )
  const [, line = ''] = await exchange.output(/^ {4}(\S+ sha256\/\S+)$/m)
  return {
    account: { accountSid, apiKeySid, apiKeySecret, twimlAppSid },
    line,
    control: { port: Number(port), secret },
    close() {
      exchange.stop()
      return exchange.ended
    },
  }
}

/** A program of the project; it goes when the test's own process goes. */
function run(file: string, args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) {
  const words = [
    '--pdeathsig',
    'KILL',
    process.execPath,
    '--import',
    'tsx',
    join(projectFolder, file),
    ...args,
  ]
  const child = spawn('setpriv', words, { cwd: projectFolder, env: { PATH: process.env['PATH'], ...env } })
  return { ...watch(child), stop: () => child.kill('SIGTERM') }
}
