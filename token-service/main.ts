import { parseEnvironment, VARIABLES, type Environment } from './environment.ts'
import { createJsonLog } from '../common/log/json-log.ts'
import { type RunningService, startTokenService } from './http/server.ts'
import { createUserDirectory } from './auth/user-directory.ts'
import { addUser } from './auth/add-user.ts'

/** The effects of the command line. */
export type CliDeps = {
  readonly args: readonly string[]
  readonly env: Environment
  readonly clock: () => number
  readonly readText: (path: string) => string
  /** A text that changes whenever the file may have changed. */
  readonly fileStamp: (path: string) => string
  /** The problem with the permissions of the users file, as one sentence. */
  readonly openFileWarning: (path: string) => string | undefined
  readonly writeText: (path: string, text: string) => void
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Resolves when the process receives a signal to stop. */
  readonly stopped: () => Promise<void>
}

const HELP = `Usage: npm run token-service [-- COMMAND]

  (no command)              start the service
  add-user IDENTITY [FILE]  make a secret for one user; adds it to FILE (default USERS_FILE),
                            or prints the entry where there is no file
  --help                    show this

Settings come from the environment:
${Object.values(VARIABLES)
  .map(([name, help]) => `  ${name.padEnd(22)} ${help}\n`)
  .join('')}
docs/twilio.md explains where to find each value.
`

/** Runs one command. Returns the exit code: 0; 1 for a refused setting or command; 2 for an invalid command line. */
export async function main(shell: CliDeps): Promise<number> {
  const [command, ...rest] = shell.args
  if (command === undefined) return serve(shell)
  if (command === '--help' || command === '-h') {
    shell.out(HELP)
    return 0
  }
  if (command === 'add-user' && rest.length >= 1 && rest.length <= 2) return addUser(shell, rest)
  shell.err(`Unknown command line. The commands are:\n\n${HELP}`)
  return 2
}

async function serve({
  env,
  clock,
  readText,
  fileStamp,
  openFileWarning,
  out,
  err,
  stopped,
}: CliDeps): Promise<number> {
  const parsed = parseEnvironment(env, readText)
  if (!parsed.ok) {
    err(`The token service cannot start:\n${parsed.problems.map((line) => `  - ${line}\n`).join('')}`)
    return 1
  }
  const { config } = parsed
  const stop = stopped()
  let service: RunningService
  try {
    const log = createJsonLog(out, clock)
    const openFile = openFileWarning(env['USERS_FILE']?.trim() ?? '')
    if (openFile !== undefined) log.warn('users file is open to others', { problem: openFile })
    const usersFile = { path: env['USERS_FILE']?.trim() ?? '', readText, fileStamp }
    const users = createUserDirectory(config.users, usersFile, log)
    service = await startTokenService({ config, clock, log, users })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    err(
      `The token service cannot listen on HOST ${config.host}, PORT ${config.port} (${code}). ${fixFor(code)}\n`,
    )
    return 1
  }
  await stop
  await service.close()
  return 0
}

function fixFor(code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'Another program has this port: stop it, or set PORT to a free one.'
    case 'EACCES':
      return 'This port needs more rights: set PORT to one above 1023.'
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'This machine has no such address: set HOST to one it has.'
    default:
      return 'Check HOST and PORT.'
  }
}
