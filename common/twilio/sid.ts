import * as v from 'valibot'

/** The resources that this project uses: account, API key, TwiML App and call. */
export type SidPrefix = 'AC' | 'SK' | 'AP' | 'CA'

/**
 * A Twilio SID: the prefix and 32 hexadecimal digits, in either case. Source: https://www.twilio.com/docs/glossary/what-is-a-sid
 */
export function sidPattern(prefix: SidPrefix): RegExp {
  return new RegExp(`^${prefix}[0-9a-f]{32}$`, 'i')
}

/**
 * A schema for one kind of SID. `message` is the error for every invalid value. `pattern`: for the exchange, which also accepts SIDs
 * that were made up for tests.
 */
export function sidSchema(prefix: SidPrefix, message: string, pattern = sidPattern(prefix)) {
  return v.pipe(v.string(message), v.regex(pattern, message))
}
