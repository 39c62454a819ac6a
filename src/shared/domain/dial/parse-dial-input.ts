import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/min/es6'
import { bareDigits, readDialText, type DialText } from '../../../../common/numbers/dial-text.ts'
import { EMERGENCY_WORDS, findEmergency, type Emergency } from '../../../../common/numbers/emergency.ts'
import { isIdentity } from '../../../../common/twilio/identity.ts'
import { vanityNumbers } from '../../../../common/numbers/vanity.ts'
import { LINK_START } from './link-schemes.ts'
import { parsePhoneLink } from './phone-link.ts'

/** The one target that the text in the keypad would dial; it is shown before it is dialled. */
export type DialTarget =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'number'
      readonly e164: string
      readonly formatted: string
      /** Keys (0-9 * #) offered once the other side has answered, in groups. They are sent only by a press. */
      readonly postDial: readonly string[]
      /** ISO 3166 country of the number, if it belongs to one. */
      readonly country: string | null
    }
  | { readonly kind: 'identity'; readonly identity: string }
  | { readonly kind: 'emergency'; readonly where: Emergency; readonly reason: string }
  | {
      readonly kind: 'invalid'
      readonly reason: string
      /** The digits are not a number but a possible identity: the text that dials this identity. */
      readonly asIdentity: string | null
    }

type NumberTarget = Extract<DialTarget, { kind: 'number' }>
type Numbers = Extract<DialText, { kind: 'numbers' }>

/** An ISO 3166 country that the numbers library supports; any other value becomes `'US'`. */
export function knownCountry(country: string): CountryCode {
  const upper = country.toUpperCase()
  return isSupportedCountry(upper) ? upper : 'US'
}

/**
 * Parses what a person typed or pasted: a number in any common form (also a phone link, or a number within text), with an extension
 * or pauses after it, is parsed with the person's country and becomes E.164; `client:name`, or a bare word, is an identity.
 * Emergency numbers of any country are never dialled, unless the digits are an ordinary number in the person's own country.
 */
export function parseDialInput(text: string, country: string): DialTarget {
  const start = text.trim()
  if (LINK_START.test(start)) {
    const link = parsePhoneLink(start)
    if (link.kind === 'refused') return link.reason === 'empty' ? { kind: 'empty' } : invalid(NEITHER)
    return parseDialInput(link.text.replace(LINK_START, ''), country)
  }
  const home = knownCountry(country)
  const dial = readDialText(start)
  switch (dial.kind) {
    case 'empty':
      return dial
    case 'identity':
      return (/^\d/.test(start) && spelledNumber(start, home)) || dial
    case 'neither':
      return /^[+(\s]+$/.test(start) ? incomplete('+') : invalid(NEITHER)
    case 'code':
      return emergency(findEmergency(dial, home)) ?? invalid('Codes with * and # cannot be dialled here.')
    case 'numbers':
      return dial.whole ? parseWhole(dial, home) : parseAmongWords(dial, home)
  }
}

const NEITHER = 'This is neither a phone number nor a name.'

function invalid(why: string, byName: string | null = null): DialTarget {
  return { kind: 'invalid', reason: why, asIdentity: byName }
}

function emergency(where: Emergency | null): DialTarget | null {
  return where && { kind: 'emergency', where, reason: EMERGENCY_WORDS }
}

function parseWhole(dial: Numbers, home: CountryCode): DialTarget {
  const [written] = dial.numbers
  const number = written && numberIn(written.number, home)
  const where = findEmergency(dial, home)
  if (where === 'here' || (where && !number?.isValid())) return emergency(where) ?? invalid(NEITHER)
  return number ? numberTarget(number, written.keys) : incomplete(dial.text)
}

/** One number in a text, or letters that spell one. */
function parseAmongWords(dial: Numbers, home: CountryCode): DialTarget {
  const found = new Map<string, NumberTarget>()
  for (const { number, keys } of dial.numbers) {
    const parsed = numberIn(number, home)
    if (parsed?.isValid()) found.set(parsed.number, numberTarget(parsed, keys))
  }
  const [only] = found.values()
  if (found.size > 1) return invalid('There is more than one number in this text. Keep the one to call.')
  // `1-800` of `1-800-FLOWERS` alone is a number in Germany.
  const spelled = spelledNumber(dial.text, home)
  if (spelled && spelled.e164.length > (only?.e164.length ?? 0)) return spelled
  if (only) return only
  // Within other words only unambiguous numbers count: `555-HELP` is not Somalia's 555.
  const where = findEmergency(dial, home)
  return (where === 'here' && emergency(where)) || invalid(NEITHER)
}

/** The number that letters on a telephone keypad spell. */
function spelledNumber(text: string, home: CountryCode): NumberTarget | null {
  const number = vanityNumbers(text)
    .map((digits) => numberIn(digits, home))
    .find((one) => one?.isValid())
  return number ? numberTarget(number, []) : null
}

function numberTarget(number: PhoneNumber, keys: readonly string[]): NumberTarget {
  return {
    kind: 'number',
    e164: number.number,
    formatted: number.formatInternational(),
    postDial: keys,
    country: number.country ?? null,
  }
}

/** The number that these digits are in this country, if any. `00` counts as `+` if only that makes a number. */
function numberIn(text: string, home: CountryCode): PhoneNumber | null {
  const parsed = parsePhoneNumberFromString(text, home)
  // `000492` in Germany would become +49 00492, which parses to another number and does not exist.
  if (
    parsed?.isPossible() &&
    parsePhoneNumberFromString(parsed.formatInternational())?.number === parsed.number
  )
    return parsed
  const abroad = /^00(\d.*)$/.exec(bareDigits(text))?.[1]
  const international = abroad === undefined ? undefined : parsePhoneNumberFromString(`+${abroad}`)
  return international?.isValid() ? international : null
}

function incomplete(text: string): DialTarget {
  const digits = bareDigits(text)
  if (digits.replace('+', '').length > 15) return invalid('That number is too long to be a phone number.')
  if (digits.startsWith('+')) return invalid('Number is incomplete, or there is no such number.')
  const byName = /^\d{3,}$/.test(text) && isIdentity(text) ? `client:${text}` : null
  return invalid('Number is incomplete. For other countries start with +.', byName)
}
