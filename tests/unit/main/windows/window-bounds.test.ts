import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SIZE, restoreBounds, MIN_SIZE } from '../../../../src/main/windows/window-bounds.ts'

const LAPTOP = { x: 0, y: 25, width: 1440, height: 875 }
const BESIDE = { x: 1440, y: 0, width: 1920, height: 1080 }
const place = (x: number, y: number, width = 380, height = 660) => ({ x, y, width, height })

describe('where the window opens', () => {
  test.each([
    ['the first time', undefined, [LAPTOP], DEFAULT_SIZE],
    ['where it was', place(100, 100), [LAPTOP], place(100, 100)],
    ['where it was on the second screen', place(2000, 50), [LAPTOP, BESIDE], place(2000, 50)],
    ['when that screen is gone', place(2000, 50), [LAPTOP], DEFAULT_SIZE],
    ['half off the screen, still to be gripped', place(1300, 100), [LAPTOP], place(1300, 100)],
    ['all but off the screen', place(1400, 100), [LAPTOP], DEFAULT_SIZE],
    ['with its title under the top edge', place(100, -200), [LAPTOP], DEFAULT_SIZE],
    ['larger than the screen', place(0, 25, 5000, 5000), [LAPTOP], place(0, 25, 1440, 875)],
    ['smaller than it may be', place(0, 25, 100, 100), [LAPTOP], place(0, 25, 320, 480)],
    ['with no screen at all', place(10, 10), [], DEFAULT_SIZE],
  ])('%s', (_what, stored, screens, expected) => {
    expect(restoreBounds(screens, stored)).toEqual(expected)
  })

  test('wherever it was, it is never too small, and its top is in reach', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    const stored = fc.record({ x: number, y: number, width: fc.nat(9000), height: fc.nat(9000) })
    fc.assert(
      fc.property(stored, (was) => {
        const { x, y, width, height } = restoreBounds([LAPTOP], was)
        expect(width).toBeGreaterThanOrEqual(MIN_SIZE.width)
        expect(height).toBeGreaterThanOrEqual(MIN_SIZE.height)
        if (x === undefined || y === undefined) return
        expect(y).toBeGreaterThanOrEqual(LAPTOP.y)
        expect(x).toBeLessThan(LAPTOP.x + LAPTOP.width)
      }),
    )
  })
})
