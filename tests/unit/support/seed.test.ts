import { expect, test } from 'vitest'
import { testSeed } from '../../support/random/seed.ts'

test.each([
  ['without OFFHOOK_TEST_SEED', undefined, 20_261_128],
  ['with an empty OFFHOOK_TEST_SEED', '', 20_261_128],
  ['with OFFHOOK_TEST_SEED=7', '7', 7],
])('the seed of the tests is fixed %s', (_case, given, seed) => {
  expect(testSeed(given)).toBe(seed)
})

test('OFFHOOK_TEST_SEED=random gives a seed that can be used again', () => {
  const seed = testSeed('random')
  expect(testSeed(String(seed))).toBe(seed)
})

test.each(['1.5', '-1', 'x'])('OFFHOOK_TEST_SEED=%s is refused', (given) => {
  expect(() => testSeed(given)).toThrow('OFFHOOK_TEST_SEED')
})
