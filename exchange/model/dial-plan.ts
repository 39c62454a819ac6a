import { PRACTICE_NUMBERS } from '../../common/numbers/practice-numbers.ts'
import type { Script } from './script.ts'

/** Fictitious numbers that somebody always picks up, or not, in the same way. */
export const practiceNumbers: Readonly<Record<string, Script>> = {
  [PRACTICE_NUMBERS.echo]: 'echo',
  [PRACTICE_NUMBERS.tone]: { tone: 440 },
  [PRACTICE_NUMBERS.busy]: 'busy',
  [PRACTICE_NUMBERS.noAnswer]: 'no-answer',
  [PRACTICE_NUMBERS.declines]: 'rejects',
  [PRACTICE_NUMBERS.answersLate]: { answersLate: 5 },
  [PRACTICE_NUMBERS.hangsUp]: { hangsUpAfter: 5 },
  [PRACTICE_NUMBERS.speaks]: {
    says: 'Hello. This is the practice line of Offhook. Your line works, and you can hear me.',
  },
}

/** Who is reached at a number; every number that is not in the book is not in service. */
export function scriptFor(number: string, book: Readonly<Record<string, Script>>): Script {
  const own = Object.hasOwn(book, number) ? book[number] : undefined
  return own ?? 'not-in-service'
}

/** A number as TwiML may hold it: spaces, dashes and brackets are dropped; ten digits are North American. */
export function normalizeNumber(words: string): string {
  const digits = words.replace(/[\s().-]/g, '')
  if (/^\d{10}$/.test(digits)) return `+1${digits}`
  if (/^1\d{10}$/.test(digits)) return `+${digits}`
  return digits
}
