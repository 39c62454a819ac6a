export type LogFields = Readonly<Record<string, string | number | boolean>>

/** Structured log. Callers pass no token, no secret and no full number; {@link LogFields} are printed as given. */
export type Log = {
  readonly info: (event: string, fields?: LogFields) => void
  readonly warn: (event: string, fields?: LogFields) => void
  readonly error: (event: string, fields?: LogFields) => void
}

export type Clock = () => number

/** Writes one JSON object a line: `time` (ISO 8601), `level`, `event`, then the fields. */
export function createJsonLog(write: (line: string) => void, clock: Clock): Log {
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ time: new Date(clock()).toISOString(), level, event, ...fields })}\n`)
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
