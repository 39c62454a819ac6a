import { parsePhoneNumberFromString } from 'libphonenumber-js/min/es6'
import { isAnonymous, isWithheld } from './dial/withheld.ts'
import { knownCountry } from './dial/parse-dial-input.ts'
import { parsePhoneUri } from './dial/phone-uri.ts'
import type { Party } from './phone.ts'
import { sanitizeDisplayText } from './display-text.ts'

export { knownCountry } from './dial/parse-dial-input.ts'

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
export function parseParty(from: string, name: string | undefined): Party {
  const shownName = name === undefined ? '' : sanitizeDisplayText(name)
  const named = shownName === '' ? null : shownName
  const unknown: Party = { kind: 'unknown', address: '', name: named }
  if (/^client:/i.test(from)) {
    const identity = sanitizeDisplayText(from.slice('client:'.length))
    return identity === '' || isAnonymous(identity)
      ? unknown
      : { kind: 'identity', address: identity, name: named }
  }
  const { address, user } = parseAddress(sanitizeDisplayText(from, 200))
  if (isWithheld(address, user)) return unknown
  const digits = (user.split(';')[0] ?? '').replaceAll(/(?<=\d)[\s().-]+(?=\d)/g, '')
  if (/^\+[1-9]\d{4,14}$/.test(digits)) return { kind: 'number', address: digits, name: named }
  return { ...unknown, address: sanitizeDisplayText(address, 80) }
}

/** `sip:alice@example.com:5060;transport=tls` is alice, at alice@example.com. Anything else is itself. */
function parseAddress(from: string): { readonly address: string; readonly user: string } {
  const uri = /<([^<>]*)>\s*$/.exec(from)?.[1] ?? from
  const [, scheme = '', rest = ''] = /^(sips?|tel):(.*)$/i.exec(uri) ?? []
  const parts = scheme === '' ? null : parsePhoneUri(scheme, rest)
  if (parts === null) return { address: from, user: from }
  const user = sanitizeDisplayText(parts.user, 200)
  return { user, address: parts.host === null ? user : `${user}@${sanitizeDisplayText(parts.host, 200)}` }
}

/** The first line for a party: the name if there is one, else the number or identity. Never empty. */
export function displayName(party: Party, country: string): string {
  return party.name ?? displayAddress(party, country) ?? 'Unknown caller'
}

/** The second line for a party: the formatted number, the identity, or what else is known; null when nothing is. */
export function displayAddress(party: Party, country: string): string | null {
  switch (party.kind) {
    case 'number':
      return formatNumber(party.address, country)
    case 'identity':
      return party.address
    case 'unknown':
      return party.address === '' ? null : party.address
  }
}
