import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  incomingCallBounds,
  resizedIncomingCallBounds,
} from '../../../../src/main/windows/incoming-call-bounds.ts'

const CALL = {
  id: 'CA1',
  party: { kind: 'number', address: '+12025550142', name: null },
  endsActiveCall: false,
} as const

test.each([
  [1, 0, { x: 460, y: 24, width: 360, height: 144 }],
  [2, 0, { x: 460, y: 24, width: 360, height: 288 }],
  [3, 2, { x: 460, y: 24, width: 360, height: 468 }],
])('%i calls and %i more', (calls, more, place) => {
  const area = { x: 0, y: 0, width: 1280, height: 800 }
  expect(incomingCallBounds(area, { calls: Array.from({ length: calls }, () => CALL), more })).toEqual(place)
})

test.each([
  ['is somewhere else', { x: 20, y: 100, width: 380, height: 660 }, { x: 460, y: 24 }],
  ['is in the middle: to its left', { x: 450, y: 70, width: 380, height: 660 }, { x: 66, y: 24 }],
  ['is left of the middle: to its right', { x: 300, y: 0, width: 380, height: 660 }, { x: 704, y: 24 }],
  ['is right of the middle: to its left', { x: 600, y: 0, width: 380, height: 660 }, { x: 216, y: 24 }],
  ['is wide, and high up: below', { x: 100, y: 0, width: 1_080, height: 500 }, { x: 460, y: 632 }],
  ['is wide, and low: above', { x: 100, y: 200, width: 1_080, height: 500 }, { x: 460, y: 24 }],
  ['is everywhere', { x: 0, y: 0, width: 1_280, height: 800 }, { x: 460, y: 24 }],
  ['is on another screen', { x: 1_700, y: 0, width: 380, height: 660 }, { x: 460, y: 24 }],
])('the phone’s own window %s', (_what, phone, place) => {
  const area = { x: 0, y: 0, width: 1280, height: 800 }
  expect(incomingCallBounds(area, { calls: [CALL], more: 0 }, phone)).toMatchObject(place)
})

test.each([
  ['that has room', 24, 24],
  ['at the lower edge', 632, 512],
])('a second call leaves a window %s where it is, on the screen', (_what, before, after) => {
  const area = { x: 0, y: 0, width: 1280, height: 800 }
  const place = resizedIncomingCallBounds(area, { calls: [CALL, CALL], more: 0 }, { x: 460, y: before })
  expect(place).toEqual({ x: 460, y: after, width: 360, height: 288 })
})

test('it grows with what the person has enlarged', () => {
  const area = { x: 0, y: 0, width: 1280, height: 800 }
  const place = incomingCallBounds(area, { calls: [CALL], more: 1, zoom: 1.5 })
  expect(place).toEqual({ x: 370, y: 24, width: 540, height: 270 })
})

test('it is always wholly on the screen it is for', () => {
  const length = fc.integer({ min: 100, max: 8_000 })
  const start = fc.integer({ min: -8_000, max: 8_000 })
  const area = fc.record({ x: start, y: start, width: length, height: length })
  fc.assert(
    fc.property(area, area, fc.integer({ min: 1, max: 3 }), fc.nat(50), (screen, phone, calls, more) => {
      const place = incomingCallBounds(
        screen,
        { calls: Array.from({ length: calls }, () => CALL), more },
        phone,
      )
      expect(place.x).toBeGreaterThanOrEqual(screen.x)
      expect(place.y).toBeGreaterThanOrEqual(screen.y)
      expect(place.x + place.width).toBeLessThanOrEqual(screen.x + screen.width)
      expect(place.y + place.height).toBeLessThanOrEqual(screen.y + screen.height)
    }),
  )
})
