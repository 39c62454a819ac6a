/**
 * The fictitious numbers of the practice connection and how the exchange responds to each. All are in the range 555-0100 to 555-0199,
 * which is reserved for fictional use.
 */
export const PRACTICE_NUMBERS = {
  /** The practice connection's own number. */
  own: '+12025550100',
  echo: '+12025550101',
  tone: '+12025550102',
  busy: '+12025550103',
  noAnswer: '+12025550104',
  declines: '+12025550105',
  answersLate: '+12025550106',
  hangsUp: '+12025550107',
  speaks: '+12025550108',
  /** The caller of a test call. No other call uses this number. */
  testCaller: '+12025550199',
} as const
