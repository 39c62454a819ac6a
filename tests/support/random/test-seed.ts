const DEFAULT_SEED = 20_261_128

/**
 * The seed of every random test that `npm test` runs: fixed, so that a run can be repeated. OFFHOOK_TEST_SEED sets another
 * one (a whole number, 32 bits). Throws if that is not a number.
 */
export function testSeed(env: NodeJS.ProcessEnv = process.env): number {
  const given = env.OFFHOOK_TEST_SEED
  if (given === undefined || given === '') return DEFAULT_SEED
  if (!/^-?\d{1,10}$/.test(given)) throw new Error(`OFFHOOK_TEST_SEED is not a whole number: ${given}`)
  return Number(given) | 0
}
