const DEFAULT_SEED = 20_261_128

/**
 * The seed of all random tests of `npm test`. It is fixed, so that two runs test the same. The environment variable
 * OFFHOOK_TEST_SEED overrides it: a whole number, or `random` for a new seed. Throws for any other value.
 */
export function testSeed(given = process.env['OFFHOOK_TEST_SEED']): number {
  if (given === undefined || given === '') return DEFAULT_SEED
  const seed = given === 'random' ? Date.now() % 2 ** 31 : Number(given)
  if (!Number.isInteger(seed) || seed < 0)
    throw new Error('OFFHOOK_TEST_SEED must be a whole number or "random".')
  return seed
}
