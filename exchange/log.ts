export type Level = 'info' | 'warn' | 'error'

/** Anything worth a line. Never a token, a secret or a whole phone number: see `masked`. */
export type Details = Readonly<Record<string, string | number | boolean | undefined>>

/** One structured line. `event` is a short constant name; `details` are flat. */
export type Log = (level: Level, event: string, details?: Details) => void

export const silentLog: Log = () => undefined

/** A log that writes one JSON object a line. Numbers that slip into a detail are masked. */
export function jsonLog(write: (line: string) => void, now: () => number = Date.now): Log {
  return (level, event, details = {}) => {
    const safe = Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? masked(value) : value,
    ])
    write(JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...Object.fromEntries(safe) }))
  }
}

/** `+12025550101` becomes `+*********01`; identities, SIDs and other words stay readable. */
export function masked(words: string): string {
  return words.replace(
    // A plus is `%2B` in a query.
    /(?:(?<=%2B)|(?<![\w.]))\d{7,15}(?!\w)/gi,
    (digits) => '*'.repeat(digits.length - 2) + digits.slice(-2),
  )
}

/** An error as words for a log line. */
export function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
