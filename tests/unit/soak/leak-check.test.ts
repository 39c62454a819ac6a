import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeLeaks, measureGrowth, slopeOf, type Sample } from '../../soak/leak-check.ts'

const BOUND = { memory: { spare: 40, perRing: 0.02 } }

/** One sample every ten rings; `memory` says what was measured after so many. */
function samples(count: number, memory: (rings: number) => number): Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const rings = index * 10
    return { rings, at: index / 1_000, counts: { memory: memory(rings) } }
  })
}
const leaks = (count: number, memory: (rings: number) => number): boolean =>
  describeLeaks(measureGrowth(samples(count, memory), BOUND)).length > 0

describe('growth', () => {
  test.each([
    ['nothing', () => 300, false],
    ['caches that fill at first', (rings: number) => 300 + Math.min(rings, 200) / 2, false],
    ['one peak', (rings: number) => (rings === 700 ? 900 : 300), false],
    ['a MiB for each call kept, and one call kept in eight rings', (rings: number) => 300 + rings / 8, true],
    ['a MiB with each ring', (rings: number) => 300 + rings, true],
  ])('%s', (_what, memory, isLeak) => {
    expect(leaks(100, memory)).toBe(isLeak)
  })

  test('in a minute, a MiB with each ring is a leak too', () => {
    expect(leaks(15, (rings) => 300 + rings)).toBe(true)
  })

  test('a measure that only wanders, by up to 20 MiB to either side, never is', () => {
    const noise = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 12, maxLength: 60 })
    fc.assert(
      fc.property(noise, (values) => {
        expect(leaks(values.length, (rings) => 300 + (values[rings / 10] ?? 0))).toBe(false)
      }),
    )
  })

  test('of too few samples is an error', () => {
    expect(() =>
      measureGrowth(
        samples(2, () => 1),
        BOUND,
      ),
    ).toThrow('Too little')
  })
})

test('the slope is that of the line, though a few points are far off', () => {
  const points = Array.from({ length: 20 }, (_, x) => [x, x % 7 === 0 ? 1_000 : 3 * x] as const)
  expect(slopeOf(points)).toBeCloseTo(3)
})
