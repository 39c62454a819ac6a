import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockDuration, isoDuration } from '../../../src/renderer/ui/lib/duration.ts'

describe('how long something lasted', () => {
  test.each([
    [0, '00:00', 'PT0H0M0S'],
    [999, '00:00', 'PT0H0M0S'],
    [1_000, '00:01', 'PT0H0M1S'],
    [59_999, '00:59', 'PT0H0M59S'],
    [60_000, '01:00', 'PT0H1M0S'],
    [3_599_999, '59:59', 'PT0H59M59S'],
    [3_600_000, '1:00:00', 'PT1H0M0S'],
    [3_723_000, '1:02:03', 'PT1H2M3S'],
    [360_000_000, '100:00:00', 'PT100H0M0S'],
    [-5_000, '00:00', 'PT0H0M0S'],
  ])('%d ms is %s', (ms, clock, iso) => {
    expect(clockDuration(ms)).toBe(clock)
    expect(isoDuration(ms)).toBe(iso)
  })

  test('reads back as the whole seconds it was made from', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), (ms) => {
        const seconds = clockDuration(ms)
          .split(':')
          .reduce((total, part) => total * 60 + Number(part), 0)
        expect(seconds).toBe(Math.floor(ms / 1_000))
      }),
    )
  })
})
