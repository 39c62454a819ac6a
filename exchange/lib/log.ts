import { redact } from '../../common/log/redact.ts'

type Level = 'info' | 'warn' | 'error'

/** The fields of a log line. Never pass a token, a secret or a complete phone number. */
type Details = Readonly<Record<string, string | number | boolean | undefined>>

/** Writes one structured line. `event` is a short constant name. */
export type Log = (level: Level, event: string, details?: Details) => void

export const silentLog: Log = () => undefined

/** A log that writes one JSON object a line. Numbers, tokens and secrets in a detail are redacted. */
export function jsonLog(write: (line: string) => void, now: () => number = Date.now): Log {
  return (level, event, details = {}) => {
    const safe = Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? redact(value) : value,
    ])
    write(JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...Object.fromEntries(safe) }))
  }
}

/** The function and file of an error, without local folder names. */
export function errorLocation(error: unknown): string {
  const line =
    error instanceof Error ? error.stack?.split('\n').find((one) => /^\s+at /.test(one)) : undefined
  return (line ?? 'unknown').trim().replace(/(?:file:\/\/)?[\w./\\-]*[/\\]/g, '')
}
