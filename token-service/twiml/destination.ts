import { bareDigits, readDialText } from '../../common/numbers/dial-text.ts'
import { isE164 } from '../../common/numbers/e164.ts'
import { findEmergency } from '../../common/numbers/emergency.ts'

export type Destination =
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'client'; readonly identity: string }
  | {
      readonly kind: 'refused'
      readonly reason: 'no-destination' | 'bad-number' | 'bad-identity' | 'emergency'
    }

/**
 * Parses the target of a call with the same grammar as Offhook: `client:` and an identity, an E.164 number (separators are dropped,
 * nothing is guessed), or a bare identity. Accepts any string and never throws.
 */
export function parseDestination(text: string): Destination {
  const wanted = readDialText(text)
  // The country is unknown here: emergency numbers of all countries are refused. An E.164 number is never one of them.
  if (findEmergency(wanted) !== null) return refused('emergency')
  switch (wanted.kind) {
    case 'empty':
      return refused('no-destination')
    case 'identity':
      return { kind: 'client', identity: wanted.identity }
    case 'numbers': {
      const [only] = wanted.numbers
      const digits = bareDigits(only?.number ?? '')
      if (wanted.whole && only?.keys.length === 0 && isE164(digits)) return { kind: 'number', number: digits }
      return refused(wanted.whole ? 'bad-number' : reasonFor(text))
    }
    case 'code':
      return refused('bad-number')
    case 'neither':
      return refused(reasonFor(text))
  }
}

/** A text without letters, or with a leading plus, counts as an invalid number; other text as an invalid identity. */
function reasonFor(text: string): 'bad-number' | 'bad-identity' {
  return /\p{L}/u.test(text) && !text.trim().startsWith('+') ? 'bad-identity' : 'bad-number'
}

function refused(reason: Extract<Destination, { kind: 'refused' }>['reason']): Destination {
  return { kind: 'refused', reason }
}

/** The identity in `client:IDENTITY`; undefined if the caller is not a client. */
export function clientIdentity(from: string): string | undefined {
  return from.startsWith('client:') ? from.slice('client:'.length) : undefined
}

/** A number for a log: the last two digits only. */
export function maskNumber(number: string): string {
  const digits = number.replace(/\D/g, '')
  return digits.length > 2 ? `…${digits.slice(-2)}` : '…'
}
