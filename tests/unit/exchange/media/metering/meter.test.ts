import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMeter } from '../../../../../exchange/media/metering/meter.ts'
import { silence, tone } from '../../../../../exchange/media/sounds/sources.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { framesOf, heard } from '../../../../support/media/listen.ts'

describe('the meter', () => {
  it('measures any telephone-band tone within 5 Hz and its level within half a decibel', () => {
    const hz = fc.integer({ min: 200, max: 3400 })
    const level = fc.integer({ min: -40, max: -3 })
    fc.assert(
      fc.property(hz, level, (frequency, dBFS) => {
        const reading = heard(tone(frequency, 500, dBFS))
        expect(Math.abs((reading.hz ?? 0) - frequency)).toBeLessThanOrEqual(5)
        expect(Math.abs(reading.levelDbfs - dBFS)).toBeLessThanOrEqual(0.5)
      }),
    )
  })

  it('reports silence before the first frame, and no frequency for silence', () => {
    expect(createMeter({ now: () => 0 }).read()).toEqual({ levelDbfs: -100, hz: null, frames: 0 })
    expect(heard(silence(200)).hz).toBeNull()
    expect(heard(tone(1000, 500, -60)).hz).toBeNull()
  })

  it('covers the last half second only', () => {
    expect(heard([...framesOf(tone(500, 2000)), ...framesOf(tone(900, 500))]).hz).toBe(900)
    expect(heard([...framesOf(tone(500, 2000)), ...framesOf(silence(500))]).levelDbfs).toBe(-100)
  })

  it('reports silence when no frames arrive', () => {
    const clock = createFakeClock()
    const meter = createMeter(clock)
    for (const frame of framesOf(tone(700, 500))) meter.push(frame)
    clock.advanceSync(400)
    expect(meter.read()).toMatchObject({ hz: 700, frames: 25, sinceMs: 400 })
    clock.advanceSync(200)
    expect(meter.read()).toEqual({ levelDbfs: -100, hz: null, frames: 25, sinceMs: 600 })
  })

  it('ignores data that is not a frame', () => {
    const meter = createMeter({ now: () => 0 })
    meter.push(new Uint8Array(3))
    expect(meter.read().frames).toBe(0)
  })
})
