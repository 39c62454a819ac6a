import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { watch } from '../child.ts'

/** An exchange and a token service as somebody runs them for a class: each by itself, set up by what they print. */
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
  const exchange = run('exchange/cli.ts', ['--keep', join(kept, 'exchange.json')])
  const account = await exchange.output(
    /^ {4}TWILIO_ACCOUNT_SID=(.+)\n {4}TWILIO_API_KEY_SID=(.+)\n {4}TWILIO_API_KEY_SECRET=(.+)\n {4}TWILIO_TWIML_APP_SID=(.+)$/m,
  )
  const [, control = '', controlSecret = ''] = await exchange.output(
    /control API +http:\/\/127\.0\.0\.1:(\d+) +\(Authorization: Bearer (\S+)\)/,
  )
  const [, line = ''] = await exchange.output(/^ {4}(\S+ sha256\/\S+)$/m)
  const added = await run('token-service/cli.ts', ['add-user', identity, users]).ended
  const service = run('token-service/cli.ts', [], {
    TWILIO_ACCOUNT_SID: account[1],
    TWILIO_API_KEY_SID: account[2],
    TWILIO_API_KEY_SECRET: account[3],
    TWILIO_TWIML_APP_SID: account[4],
    USERS_FILE: users,
    PORT: '0',
  })
  const [, url = ''] = await service.output(/"tokenAddress":"([^"]+)"/)
  return {
    url,
    secret: /only this once:\n(\S+)/.exec(added.stdout)?.[1] ?? '',
    exchange: line,
    control: { port: Number(control), secret: controlSecret },
    async close() {
      exchange.stop()
      service.stop()
      await Promise.all([exchange.ended, service.ended])
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
