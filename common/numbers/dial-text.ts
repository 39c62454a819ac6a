import { isIdentity } from '../twilio/identity.ts'
import { plainText } from './plain-text.ts'

/** A number as written, in ASCII, and the keys to send after the answer. */
export interface WrittenNumber {
  /** Digits with an optional plus, blanks and `-./()` between them. */
  readonly number: string
  /** Keys (0-9 * #) to send after the other side has answered, in groups that are sent separately. */
  readonly keys: readonly string[]
}

/** The meaning of a text to dial, before any country is considered. */
export type DialText =
  | { readonly kind: 'empty' }
  | { readonly kind: 'identity'; readonly identity: string }
  | {
      readonly kind: 'numbers'
      /** Every number in the text, from left to right. None where letters and digits are mixed, as in `1-800-FLOWERS`. */
      readonly numbers: readonly WrittenNumber[]
      /** The text is one number without other words. */
      readonly whole: boolean
      /** The result of `plainText`. */
      readonly text: string
    }
  /** Key codes of a mobile network, such as `*21#`. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'neither' }

/** Longer text is more than a number and is not searched for one. */
const MAX_LENGTH = 500

const GAP = String.raw`[\s().\-/]*`
const NUMBER = new RegExp(String.raw`(?<![\p{L}\p{Nd}*#])[(\s]*(?:\+${GAP})?\d(?:${GAP}\d)*\)?`, 'gu')
const KEYS = String.raw`[0-9*#](?:[\s.\-]*[0-9*#])*`
// `ext. 7`, `(ext. 7)`, `- x7`, `#7`, `;ext=7` and what other languages write.
const WORD = String.raw`;?\s?(?:extension|extensi[oó]n|extn|ext|int|anexo|ramal|durchwahl|poste|toestel|доб)\.?\s?[:=.#\-]?`
const EXTENSION = String.raw`[\s,.\-/(]*(?:${WORD}|x\.?|#)\s?(${KEYS})\)?(?![\p{L}\p{Nd}])`
// `,` or `p` is a pause, `;` or `w` a wait. Digits after a comma and a blank that are as long as a number are another number.
const PAUSE = String.raw`\s?[,;pw](?:\s?[,;pw])*(?:\s(?!(?:${GAP}\d){7}))?(${KEYS})(?!\p{Nd}|(?![pwx])\p{L})`
const STARS = String.raw`\s?(\*[0-9*#]*|#+)(?![\p{L}\p{Nd}])`
const AFTER = new RegExp(String.raw`${EXTENSION}|${PAUSE}|${STARS}`, 'iuy')

/**
 * Parses a text to dial, for Offhook and its token service alike. `client:` marks the rest as an identity; a bare word is an
 * identity when it begins with a letter, or contains letters and no number. Digits alone are never an identity, so that a number is
 * never hidden.
 */
export function readDialText(text: string): DialText {
  if (text.length > MAX_LENGTH) return { kind: 'neither' }
  const plain = plainText(text)
  if (plain === '') return { kind: 'empty' }
  const [, named] = /^client:(.*)$/i.exec(plain) ?? []
  if (named !== undefined) return identityOr(named)
  if (/^[a-z_]/i.test(plain) && isIdentity(plain)) return { kind: 'identity', identity: plain }
  if (/^\(?[*#][\d\s+().\-/*#]*$/.test(plain)) return { kind: 'code', text: plain }
  const found = writtenNumbers(plain)
  if (found.length === 0 && (isIdentity(plain) || !/\d/.test(plain))) return identityOr(plain)
  const [first] = found
  const around = first ? plain.slice(0, first.start) + plain.slice(first.end) : plain
  const whole = found.length === 1 && !/[\p{L}\p{N}+*#]/u.test(around)
  return { kind: 'numbers', numbers: found.map(({ written }) => written), whole, text: plain }
}

/** Digits alone, without the separators of a written number; a leading plus stays. */
export function bareDigits(number: string): string {
  return number.replaceAll(/[^\d+]/g, '')
}

function identityOr(text: string): DialText {
  return isIdentity(text) ? { kind: 'identity', identity: text } : { kind: 'neither' }
}

interface Found {
  readonly written: WrittenNumber
  readonly start: number
  readonly end: number
}

function writtenNumbers(plain: string): Found[] {
  const found: Found[] = []
  let end = 0
  for (const match of plain.matchAll(NUMBER)) {
    // The match is part of the keys of the previous number.
    if (match.index < end) continue
    const start = match.index
    end = start + match[0].length
    const keys: string[] = []
    // Split in sequence, so that no text causes exponential backtracking.
    for (;;) {
      AFTER.lastIndex = end
      const after = AFTER.exec(plain)
      if (!after) break
      keys.push((after[1] ?? after[2] ?? after[3] ?? '').replaceAll(/[\s.-]/g, ''))
      end = AFTER.lastIndex
    }
    if (/^[\p{L}\p{Nd}]/u.test(plain.slice(end))) continue
    found.push({ written: { number: match[0].trim(), keys }, start, end })
  }
  return found
}
