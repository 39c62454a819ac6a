import { E164 } from '../common/e164.ts'
import { IDENTITY } from '../common/identity.ts'

const EMERGENCY = new Set([
  '000',
  '108',
  '110',
  '111',
  '112',
  '113',
  '115',
  '117',
  '118',
  '119',
  '190',
  '911',
  '999',
])
const PUNCTUATION = /[\s().\-/\u2010-\u2015\u00b7]/g

export type Destination =
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'client'; readonly identity: string }
  | {
      readonly kind: 'refused'
      readonly reason: 'no-destination' | 'bad-number' | 'bad-identity' | 'emergency'
    }

/**
 * Reads what a phone wants to reach: `client:` and an identity, an E.164 number (spaces and punctuation are
 * dropped, nothing is guessed), or a bare identity. Total: every string gets an answer.
 */
export function parseDestination(text: string): Destination {
  const wanted = text.trim()
  if (wanted === '') return { kind: 'refused', reason: 'no-destination' }
  if (wanted.startsWith('client:')) {
    const identity = wanted.slice('client:'.length)
    return IDENTITY.test(identity)
      ? { kind: 'client', identity }
      : { kind: 'refused', reason: 'bad-identity' }
  }
  const digits = wanted.replace(PUNCTUATION, '')
  if (EMERGENCY.has(digits.replace('+', ''))) return { kind: 'refused', reason: 'emergency' }
  if (E164.test(digits)) return { kind: 'number', number: digits }
  // Without a letter it was meant as a number: never ring somebody whose identity happens to look like it.
  if (!/[A-Za-z]/.test(wanted) || wanted.startsWith('+')) return { kind: 'refused', reason: 'bad-number' }
  return IDENTITY.test(wanted)
    ? { kind: 'client', identity: wanted }
    : { kind: 'refused', reason: 'bad-identity' }
}

/** A number as it may stand in a log: the last two digits only. */
export function maskNumber(number: string): string {
  const digits = number.replace(/\D/g, '')
  return digits.length > 2 ? `…${digits.slice(-2)}` : '…'
}
