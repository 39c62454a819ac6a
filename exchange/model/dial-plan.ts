import { PRACTICE_NUMBERS } from '../../common/numbers/practice-numbers.ts'
import type { Script } from './script.ts'

/** The built-in numbers and how each of them responds. */
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

/** The script for a number. A number that is not in the dial plan is not in service. */
export function scriptFor(number: string, dialPlan: Readonly<Record<string, Script>>): Script {
  const own = Object.hasOwn(dialPlan, number) ? dialPlan[number] : undefined
  return own ?? 'not-in-service'
}

/** A number from TwiML in E.164 form: without spaces, dashes and brackets. Ten digits are a North American number. */
export function normalizeNumber(text: string): string {
  const digits = text.replace(/[\s().-]/g, '')
  if (/^\d{10}$/.test(digits)) return `+1${digits}`
  if (/^1\d{10}$/.test(digits)) return `+${digits}`
  return digits
}
