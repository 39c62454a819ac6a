import * as v from 'valibot'

/** E.164: a plus, a country code that never starts with 0, at most 15 digits, at least the 7 of the shortest plans. */
export const E164 = /^\+[1-9]\d{6,14}$/

/** Whether the text is exactly an E.164 number, `+` included and nothing else. */
export function isE164(text: string): boolean {
  return E164.test(text)
}

/** A schema for an E.164 number. `message` is the error for every invalid value. */
export function e164Schema(message: string) {
  return v.pipe(v.string(message), v.regex(E164, message))
}
