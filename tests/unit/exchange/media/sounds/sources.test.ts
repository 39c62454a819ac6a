import { describe, expect, it } from 'vitest'
import { MULAW_SILENCE } from '../../../../../exchange/media/codecs/mulaw.ts'
import {
  busy,
  concat,
  dtmf,
  fromSamples,
  repeat,
  ringback,
  silence,
  tone,
  tones,
} from '../../../../../exchange/media/sounds/sources.ts'
import { framesOf, heard } from '../../../../support/media/listen.ts'

describe('a tone', () => {
  it.each([200, 440, 620, 1000, 1633, 2500, 3400])('of %i Hz has that frequency', (hz) => {
    const { hz: measured, levelDbfs } = heard(tone(hz, 1000, -10))
    expect(Math.abs((measured ?? 0) - hz)).toBeLessThanOrEqual(1)
    expect(Math.abs(levelDbfs + 10)).toBeLessThanOrEqual(0.2)
  })

  it('has the requested length, in frames of 160 bytes', () => {
    const frames = framesOf(tone(440, 990))
    expect(frames).toHaveLength(50)
    expect(frames.every((frame) => frame.length === 160)).toBe(true)
    expect(framesOf(tone(440), 500)).toHaveLength(500)
  })

  it('does not click between frames', () => {
    const joined = framesOf(tone(1000, 40)).flatMap((frame) => [...frame])
    expect(joined.slice(0, 8)).toEqual(joined.slice(160, 168))
  })

  it('never clips when tones are added', () => {
    expect(heard(tones([440, 480], 1000, 0)).levelDbfs).toBeLessThanOrEqual(0)
  })
})

describe('a signal tone', () => {
  it('of silence is silent', () => {
    expect(framesOf(silence(100))).toHaveLength(5)
    expect(heard(silence(1000))).toMatchObject({ levelDbfs: -100, hz: null })
  })

  it('of ringback has two seconds of tone and four of silence, without end', () => {
    const frames = framesOf(ringback(), 600)
    const loud = frames.map((frame) => frame.some((code) => code !== MULAW_SILENCE))
    expect(loud.slice(0, 300)).toEqual([...Array(100).fill(true), ...Array(200).fill(false)])
    expect(loud.slice(300)).toEqual(loud.slice(0, 300))
    expect([440, 480]).toContain(Math.round(heard(frames.slice(0, 25)).hz ?? 0))
  })

  it('of busy has half a second of tone and half a second of silence, as often as requested', () => {
    expect(framesOf(busy(3))).toHaveLength(150)
    expect([480, 620]).toContain(Math.round(heard(busy(1), 25).hz ?? 0))
  })

  it('of a digit is a pair of frequencies', () => {
    const strongest = heard(dtmf('8'), 8).hz ?? 0
    expect([852, 1336].some((hz) => Math.abs(strongest - hz) < 8)).toBe(true)
    expect(framesOf(dtmf('12w3?'))).toHaveLength(3 * 12 + 25)
    expect(framesOf(dtmf('?'))).toHaveLength(0)
  })
})

describe('combining sources', () => {
  it('plays them one after the other', () => {
    expect(framesOf(concat(silence(40), tone(440, 60), silence(0)))).toHaveLength(5)
    expect(framesOf(concat())).toHaveLength(0)
  })

  it('repeats a source as often as requested, and ends when it is empty', () => {
    expect(framesOf(repeat(() => silence(40), 3))).toHaveLength(6)
    expect(
      framesOf(
        repeat(() => silence(40)),
        77,
      ),
    ).toHaveLength(77)
    expect(framesOf(repeat(() => silence(0)))).toHaveLength(0)
  })

  it('pads the last frame of a stream of samples', () => {
    let left = 161
    const frames = framesOf(fromSamples(() => (left-- > 0 ? 1000 : undefined)))
    expect(frames).toHaveLength(2)
    expect(frames[1]?.slice(1).every((code) => code === MULAW_SILENCE)).toBe(true)
  })
})
