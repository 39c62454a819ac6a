import { PRACTICE_NUMBERS as NUMBERS } from '../../../../common/numbers/practice-numbers.ts'

/** The fictitious numbers of the practice connection, and what answers there. */
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

/** The number of the practice connection. */
export const PRACTICE_OWN_NUMBER = NUMBERS.own
/** A caller of the practice exchange: the number in E.164, and the name that is shown. */
export interface PracticeCaller {
  readonly number: string
  readonly name: string
}

/** The caller of "Call me". */
export const PRACTICE_CALLER: PracticeCaller = { number: NUMBERS.speaks, name: 'Offhook practice' }
/** The caller of the self-test. Its number identifies the test call. */
export const SELF_TEST_CALLER: PracticeCaller = { number: NUMBERS.testCaller, name: 'Test ring' }
