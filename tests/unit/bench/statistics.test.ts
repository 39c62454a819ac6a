import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, percentile } from '../../bench/report/statistics.ts'

const samples = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 })

describe('percentiles', () => {
  test.each([
    { of: [7], share: 0.5, is: 7 },
    { of: [3, 1, 2], share: 0.5, is: 2 },
    { of: [4, 1, 3, 2], share: 0.5, is: 2.5 },
    { of: [10, 0], share: 0.95, is: 9.5 },
    { of: [5, 1, 4, 2, 3], share: 0, is: 1 },
    { of: [5, 1, 4, 2, 3], share: 1, is: 5 },
  ])('at $share of $of is $is', ({ of, share, is }) => {
    expect(percentile(of, share)).toBeCloseTo(is)
  })

  test('lie between the least and the greatest sample, and rise with the share', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const value = percentile(of, share)
        expect(value).toBeGreaterThanOrEqual(Math.min(...of))
        expect(value).toBeLessThanOrEqual(Math.max(...of))
        expect(value).toBeLessThanOrEqual(percentile(of, 1))
      }),
    )
  })

  test('do not depend on the order and leave the samples as they are', () => {
    fc.assert(
      fc.property(samples, (of) => {
        const before = [...of]
        expect(median(of.toReversed())).toBe(median(of))
        expect(of).toEqual(before)
      }),
    )
  })

  test('of nothing are an error', () => {
    expect(() => median([])).toThrow('nothing to measure')
  })
})
