import { parsePhoneNumberFromString } from 'libphonenumber-js/min/es6'
import { isAnonymous, isWithheld } from './dial/withheld.ts'
import { knownCountry } from './dial/parse-dial-input.ts'
import { readPhoneUri } from './dial/phone-uri.ts'
import type { Party } from './phone.ts'
import { plainLine } from './display-text.ts'

export { knownCountry, readDialled, type Dialled } from './dial/parse-dial-input.ts'

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
  const unknown: Party = { kind: 'unknown', address: '', name: named }
  if (/^client:/i.test(from)) {
    const identity = plainLine(from.slice('client:'.length))
    return identity === '' || isAnonymous(identity)
      ? unknown
      : { kind: 'identity', address: identity, name: named }
  }
  const { address, user } = addressIn(plainLine(from, 200))
  if (isWithheld(address, user)) return unknown
  const digits = (user.split(';')[0] ?? '').replaceAll(/(?<=\d)[\s().-]+(?=\d)/g, '')
  if (/^\+[1-9]\d{4,14}$/.test(digits)) return { kind: 'number', address: digits, name: named }
  return { ...unknown, address: plainLine(address, 80) }
}

/** `sip:alice@example.com:5060;transport=tls` is alice, at alice@example.com. Anything else is itself. */
function addressIn(from: string): { readonly address: string; readonly user: string } {
  const uri = /<([^<>]*)>\s*$/.exec(from)?.[1] ?? from
  const [, scheme = '', rest = ''] = /^(sips?|tel):(.*)$/i.exec(uri) ?? []
  const parts = scheme === '' ? null : readPhoneUri(scheme, rest)
  if (parts === null) return { address: from, user: from }
  const user = plainLine(parts.user, 200)
  return { user, address: parts.host === null ? user : `${user}@${plainLine(parts.host, 200)}` }
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
