import { inspect } from 'node:util'
import type { Redactor } from './redactor.ts'

export { errorMessage } from '../../../common/lib/error-message.ts'

/** Writes log lines. `about` is appended. Everything is redacted. */
export interface Log {
  info(message: string, about?: unknown): void
  warn(message: string, about?: unknown): void
  error(message: string, about?: unknown): void
}

type Level = keyof Log
type Write = (level: Level, line: string) => void

/**
 * Writes to the console and to a file that only its owner can read and that is rotated at 1 MB. The logging library is loaded
 * asynchronously; earlier lines are kept until then.
 */
export function createLog(file: string, redactor: Redactor): Log {
  const early: [Level, string][] = []
  let write: Write = (level, line) => {
    early.push([level, line])
  }
  const begin = async () => {
    write = await openWriter(file)
    for (const [level, line] of early) write(level, line)
  }
  void begin()
  const at = (level: Level) => (message: string, about?: unknown) => {
    write(level, redactor.clean(about === undefined ? message : `${message} ${formatDetails(about)}`))
  }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

/** electron-log's Node build on purpose: its Electron build opens IPC channels of its own, and only `ipc.ts` may listen. */
async function openWriter(file: string): Promise<Write> {
  const { default: electronLog } = await import('electron-log/node.js')
  const logger = electronLog.create({ logId: 'main' })
  logger.transports.file.resolvePathFn = () => file
  logger.transports.file.level = 'info'
  logger.transports.file.writeOptions = { flag: 'a', encoding: 'utf8', mode: 0o600 }
  logger.transports.console.level = 'info'
  return (level, line) => {
    logger[level](line)
  }
}

function formatDetails(about: unknown): string {
  if (typeof about === 'string') return about
  if (about instanceof Error) return about.stack ?? about.message
  return inspect(about, { depth: 4, breakLength: Infinity })
}
