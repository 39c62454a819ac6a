type LogLevel = 'info' | 'warn' | 'error'
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>

/** Structured log of a server. Callers pass no token, no secret and no full telephone number. */
export interface JsonLog {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/**
 * Writes one JSON object a line: `time` (ISO 8601), `level`, `event`, then the fields. `write` gets the line with its line feed,
 * `clock` returns milliseconds since 1970, and `redact` is applied to each field that is a string.
 */
export function createJsonLog(
  write: (line: string) => void,
  clock: () => number,
  redact = (text: string): string => text,
): JsonLog {
  const at =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      const safe = Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === 'string' ? redact(value) : value,
      ])
      const entry = { time: new Date(clock()).toISOString(), level, event, ...Object.fromEntries(safe) }
      write(`${JSON.stringify(entry)}\n`)
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
