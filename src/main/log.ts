import { inspect } from 'node:util'
import electronLog from 'electron-log/node.js'
import type { Redactor } from './redact.ts'

/** Lines in words for whoever looks after this computer. `about` is appended, redacted like the rest. */
export interface Log {
  info(words: string, about?: unknown): void
  warn(words: string, about?: unknown): void
  error(words: string, about?: unknown): void
}

/**
 * Writes to the console and to a file for its owner's eyes that is rotated at 1 MB. electron-log's Node build is used on purpose: its
 * Electron build opens IPC channels of its own, and only `ipc.ts` may listen.
 */
export function createLog(file: string, redactor: Redactor): Log {
  const logger = electronLog.create({ logId: 'main' })
  logger.transports.file.resolvePathFn = () => file
  logger.transports.file.level = 'info'
  logger.transports.file.writeOptions = { flag: 'a', encoding: 'utf8', mode: 0o600 }
  logger.transports.console.level = 'info'
  const line = (words: string, about: unknown) =>
    redactor.clean(about === undefined ? words : `${words} ${inWords(about)}`)
  return {
    info: (words, about) => logger.info(line(words, about)),
    warn: (words, about) => logger.warn(line(words, about)),
    error: (words, about) => logger.error(line(words, about)),
  }
}

function inWords(about: unknown): string {
  if (typeof about === 'string') return about
  if (about instanceof Error) return about.stack ?? about.message
  return inspect(about, { depth: 4, breakLength: Infinity })
}

/** What went wrong, as one line. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
