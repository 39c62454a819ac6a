import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { popupPlace } from '../../../src/main/popup-place.ts'

const CALL = {
  id: 'CA1',
  party: { kind: 'number', address: '+12025550142', name: null },
  endsAnother: false,
} as const

test.each([
  [1, 0, { x: 460, y: 24, width: 360, height: 144 }],
  [2, 0, { x: 460, y: 24, width: 360, height: 288 }],
  [3, 2, { x: 460, y: 24, width: 360, height: 468 }],
])('%i calls and %i more', (calls, more, place) => {
  const area = { x: 0, y: 0, width: 1280, height: 800 }
  expect(popupPlace(area, { calls: Array.from({ length: calls }, () => CALL), more })).toEqual(place)
})

test('it is always wholly on the screen it is for', () => {
  const length = fc.integer({ min: 100, max: 8_000 })
  const start = fc.integer({ min: -8_000, max: 8_000 })
  const area = fc.record({ x: start, y: start, width: length, height: length })
  fc.assert(
    fc.property(area, fc.integer({ min: 1, max: 3 }), fc.nat(50), (screen, calls, more) => {
      const place = popupPlace(screen, { calls: Array.from({ length: calls }, () => CALL), more })
      expect(place.x).toBeGreaterThanOrEqual(screen.x)
      expect(place.y).toBeGreaterThanOrEqual(screen.y)
      expect(place.x + place.width).toBeLessThanOrEqual(screen.x + screen.width)
      expect(place.y + place.height).toBeLessThanOrEqual(screen.y + screen.height)
    }),
  )
})
