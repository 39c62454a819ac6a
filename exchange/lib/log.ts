import { createJsonLog, type JsonLog, type LogFields } from '../../common/log/json-log.ts'
import { redact } from '../../common/log/redact.ts'

/** Writes one structured line. `event` is a short constant name. */
export type Log = (level: keyof JsonLog, event: string, details?: LogFields) => void

export const silentLog: Log = () => undefined

/** A log that writes one JSON object a line. Numbers, tokens and secrets in a field are redacted. */
export function jsonLog(write: (line: string) => void, now: () => number = Date.now): Log {
  const log = createJsonLog((line) => write(line.trimEnd()), now, redact)
  return (level, event, details) => log[level](event, details)
}

/** The function and file of an error, without local folder names. */
export function errorLocation(error: unknown): string {
  const line =
    error instanceof Error ? error.stack?.split('\n').find((one) => /^\s+at /.test(one)) : undefined
  return (line ?? 'unknown').trim().replace(/(?:file:\/\/)?[\w./\\-]*[/\\]/g, '')
}
