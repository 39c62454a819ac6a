import { readConfigureGlobal, integer, sample } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testSeed } from '../../support/random/test-seed.ts'

describe('the seed of the random tests', () => {
  it('is the same in every run', () => {
    expect(testSeed({})).toBe(20_261_128)
    expect(testSeed({ OFFHOOK_TEST_SEED: '' })).toBe(20_261_128)
  })

  it('can be set in the environment', () => {
    expect(testSeed({ OFFHOOK_TEST_SEED: '7' })).toBe(7)
    expect(testSeed({ OFFHOOK_TEST_SEED: '-7' })).toBe(-7)
    expect(() => testSeed({ OFFHOOK_TEST_SEED: 'seven' })).toThrow('not a whole number')
  })

  it('is the seed of every property', () => {
    expect(readConfigureGlobal()).toEqual({ seed: testSeed() })
    expect(sample(integer(), 5)).toEqual(sample(integer(), 5))
  })
})
