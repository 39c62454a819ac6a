import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min/es6'
import type { Party } from './phone.ts'
import { plainLine } from './text.ts'

/** What the text in the keypad would dial. There is one answer, and it is shown before it is dialled. */
export type Dialled =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly e164: string; readonly shown: string }
  | { readonly kind: 'identity'; readonly identity: string }
  | { readonly kind: 'impossible'; readonly why: string }

const IDENTITY = /^[A-Za-z][\w.@-]{0,119}$/
const LOOKS_LIKE_A_NUMBER = /^[+\uFF0B\p{Nd}\s().\-/*#\u00A0\u2010-\u2015]*$/u

/** Numbers that spell why there is none (ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE), as Twilio sends them. */
const WITHHELD = new Set(['+266696687', '+7378742833', '+2562533', '+8566696', '+86282452253'])

/** The same in words, as `From` itself or as the name in a SIP address. */
const WITHHELD_WORD = /^(anonymous|restricted|blocked|private|unknown|unavailable)$/i

/** `'US'`, or whatever ISO 3166 country the numbers library knows; anything else becomes `'US'`. */
export function knownCountry(country: string): CountryCode {
  const upper = country.toUpperCase()
  return isSupportedCountry(upper) ? upper : 'US'
}

/**
 * Reads what a person typed or pasted: a number in any common form (`tel:` links too) is parsed with their own
 * country and becomes E.164; `client:name`, or a word that starts with a letter, is an identity.
 */
export function readDialled(text: string, country: string): Dialled {
  const bare = withoutScheme(plainLine(text, 200))
  if (bare === '') return { kind: 'empty' }
  const identity = bare.replace(/^client:/i, '')
  if (identity !== bare || !LOOKS_LIKE_A_NUMBER.test(bare)) return readIdentity(identity)
  const parsed = parsePhoneNumberFromString(bare, knownCountry(country))
  const shown = parsed?.formatInternational() ?? ''
  // `000492` in Germany becomes +49 00492, which read again is another number: no telephone has it.
  if (!parsed?.isPossible() || parsePhoneNumberFromString(shown)?.number !== parsed.number) {
    return { kind: 'impossible', why: impossible(bare) }
  }
  return { kind: 'number', e164: parsed.number, shown }
}

/** `tel:+1-202-555-0101;ext=5` and the like: the number in it. An extension is dialled by hand, as digits in the call. */
function withoutScheme(text: string): string {
  const link = /^(?:tel|callto):([^;?]*)/i.exec(text)?.[1]
  return link === undefined ? text : link.replaceAll(/%2b/gi, '+').replaceAll('%20', ' ').trim()
}

function readIdentity(identity: string): Dialled {
  return IDENTITY.test(identity)
    ? { kind: 'identity', identity }
    : { kind: 'impossible', why: 'This is neither a phone number nor a name.' }
}

function impossible(text: string): string {
  const digits = text.replaceAll(/\D/g, '').length
  if (digits > 15) return 'That number is too long to be a phone number.'
  return text.startsWith('+')
    ? 'That number is not complete, or not a phone number.'
    : 'Not complete yet. Start with + for abroad.'
}

/** A number as people write it: the national form at home, the international form from abroad. Other text as it is. */
export function formatNumber(e164: string, country: string): string {
  const parsed = parsePhoneNumberFromString(e164)
  if (!parsed) return e164
  return parsed.country === knownCountry(country) ? parsed.formatNational() : parsed.formatInternational()
}

/**
 * Who is calling, from Twilio's `From` (`+15551234567`, `client:alice`, `sip:alice@example.com`, `anonymous`, or anything
 * at all) and the caller's name if one was given.
 */
export function partyFrom(from: string, name: string | undefined): Party {
  const shownName = name === undefined ? '' : plainLine(name)
  const named = shownName === '' ? null : shownName
  if (/^client:/i.test(from)) {
    const identity = plainLine(from.slice('client:'.length))
    return identity === ''
      ? { kind: 'unknown', address: '', name: named }
      : { kind: 'identity', address: identity, name: named }
  }
  const { address, user } = withoutSip(plainLine(from))
  if (WITHHELD.has(user) || WITHHELD_WORD.test(user)) return { kind: 'unknown', address: '', name: named }
  if (/^\+[1-9]\d{4,14}$/.test(user)) return { kind: 'number', address: user, name: named }
  return { kind: 'unknown', address: plainLine(address, 80), name: named }
}

/** `sip:alice@example.com:5060;transport=tls` is alice, at alice@example.com. Anything else is itself. */
function withoutSip(from: string): { readonly address: string; readonly user: string } {
  const [, user, host] = /^sips?:([^@;?]+)@([^:;?]+)/i.exec(from) ?? []
  return user === undefined || host === undefined
    ? { address: from, user: from }
    : { address: `${user}@${host}`, user }
}

/** The first line for a party: the name if there is one, else the number or identity. Never empty. */
export function partyTitle(party: Party, country: string): string {
  return party.name ?? partyAddress(party, country) ?? 'Unknown caller'
}

/** The second line for a party: the formatted number, the identity, or what else is known; null when nothing is. */
export function partyAddress(party: Party, country: string): string | null {
  switch (party.kind) {
    case 'number':
      return formatNumber(party.address, country)
    case 'identity':
      return party.address
    case 'unknown':
      return party.address === '' ? null : party.address
  }
}
