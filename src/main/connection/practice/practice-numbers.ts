/** The fictitious numbers of the practice line worth trying, and what is at their far end. */
export const PRACTICE_NUMBERS = [
  { number: '+12025550101', what: 'Echo: you hear yourself' },
  { number: '+12025550102', what: 'A steady tone' },
  { number: '+12025550108', what: 'Says a sentence' },
  { number: '+12025550106', what: 'Answers after five seconds' },
  { number: '+12025550107', what: 'Answers, then hangs up' },
  { number: '+12025550103', what: 'Busy' },
  { number: '+12025550104', what: 'Does not answer' },
  { number: '+12025550105', what: 'Declines the call' },
] as const

/** The practice line's own number. */
export const PRACTICE_OWN_NUMBER = '+12025550100'
/** Somebody the practice exchange can have call: E.164, and the name that is shown. */
export interface PracticeCaller {
  readonly number: string
  readonly name: string
}

/** Who calls when the person presses "Call me". */
export const PRACTICE_CALLER: PracticeCaller = { number: '+12025550108', name: 'Offhook practice' }
/** Who calls to test the ring, and nobody else: by this number the call is known again. */
export const SELF_TEST_CALLER: PracticeCaller = { number: '+12025550199', name: 'Test ring' }
