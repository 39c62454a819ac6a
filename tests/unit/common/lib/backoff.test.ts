import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBackoff } from '../../../../common/lib/backoff.ts'

describe('a backoff', () => {
  it('doubles up to its limit, and starts again after a reset', () => {
    const backoff = createBackoff({ firstMs: 100, maxMs: 4_000, random: () => 1 })
    expect(Array.from({ length: 8 }, () => backoff.next())).toEqual([
      100, 200, 400, 800, 1_600, 3_200, 4_000, 4_000,
    ])
    backoff.reset()
    expect(backoff.next()).toBe(100)
  })

  it('never waits longer than its limit nor shorter than half its nominal delay, for any number of attempts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 60_000 }),
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
          minLength: 1,
          maxLength: 2_000,
        }),
        (firstMs, maxMs, randoms) => {
          let n = 0
          const backoff = createBackoff({ firstMs, maxMs, random: () => randoms[n++] ?? 0 })
          for (const index of randoms.keys()) {
            const delay = backoff.next()
            expect(delay).toBeLessThanOrEqual(maxMs)
            expect(delay).toBeGreaterThanOrEqual(Math.min(firstMs * 2 ** index, maxMs) / 2)
          }
        },
      ),
      { seed: 20_261_128, numRuns: 50 },
    )
  })

  it('spreads clients that failed at the same moment over half of the delay', () => {
    const delays = [0, 0.5, 0.999].map((value) =>
      createBackoff({ firstMs: 1_000, maxMs: 4_000, random: () => value }).next(),
    )
    expect(delays).toEqual([500, 750, 999.5])
  })
})
