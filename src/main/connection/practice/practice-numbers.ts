import { PRACTICE_NUMBERS as NUMBERS } from '../../../../common/numbers/practice-numbers.ts'

/** The fictitious numbers of the practice line worth trying, and what is at their far end. */
export const PRACTICE_NUMBERS = [
  { number: NUMBERS.echo, what: 'Echo: you hear yourself' },
  { number: NUMBERS.tone, what: 'A steady tone' },
  { number: NUMBERS.speaks, what: 'Says a sentence' },
  { number: NUMBERS.answersLate, what: 'Answers after five seconds' },
  { number: NUMBERS.hangsUp, what: 'Answers, then hangs up' },
  { number: NUMBERS.busy, what: 'Busy' },
  { number: NUMBERS.noAnswer, what: 'Does not answer' },
  { number: NUMBERS.declines, what: 'Declines the call' },
] as const

/** The practice line's own number. */
export const PRACTICE_OWN_NUMBER = NUMBERS.own
/** Somebody the practice exchange can have call: E.164, and the name that is shown. */
export interface PracticeCaller {
  readonly number: string
  readonly name: string
}

/** Who calls when the person presses "Call me". */
export const PRACTICE_CALLER: PracticeCaller = { number: NUMBERS.speaks, name: 'Offhook practice' }
/** Who calls to test the ring, and nobody else: by this number the call is known again. */
export const SELF_TEST_CALLER: PracticeCaller = { number: NUMBERS.testCaller, name: 'Test ring' }
