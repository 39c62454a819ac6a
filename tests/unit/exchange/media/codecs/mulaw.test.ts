import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMulaw, encodeMulaw, MULAW_SILENCE } from '../../../../../exchange/media/codecs/mulaw.ts'

/** ITU-T G.711 table 2a: for each of eight segments its first value and its step, 14-bit, scaled to 16 bit. */
const SEGMENTS = Array.from({ length: 8 }, (_, segment) => ({
  first: ((33 << segment) - 33) * 4,
  step: 8 << segment,
}))
const standard = (code: number): number => {
  const inverted = ~code & 0xff
  const segment = SEGMENTS[(inverted >> 4) & 7] ?? { first: NaN, step: NaN }
  const magnitude = segment.first + (inverted & 15) * segment.step
  return (inverted & 0x80) === 0 ? magnitude : -magnitude
}

const samples = fc.integer({ min: -32_768, max: 32_767 })

describe('G.711 mu-law', () => {
  it('decodes all 256 codes to the values of the standard', () => {
    for (let code = 0; code < 256; code += 1) expect(decodeMulaw(code)).toBe(standard(code) + 0)
  })

  it.each([
    [0x00, -32_124],
    [0x80, 32_124],
    [0x7e, -8],
    [0xfe, 8],
    [0xff, 0],
  ])('decodes %i to %i', (code, linear) => {
    expect(decodeMulaw(code)).toBe(linear)
  })

  it('encodes every decoded value back to its code', () => {
    for (let code = 0; code < 256; code += 1) {
      // 0x7f is the other zero.
      expect(encodeMulaw(decodeMulaw(code))).toBe(code === 0x7f ? MULAW_SILENCE : code)
    }
  })

  it('chooses the nearest code', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const near = decodeMulaw(encodeMulaw(sample))
        const limit = Math.max(8, (Math.min(Math.abs(sample), 32_635) + 132) / 32)
        expect(Math.abs(near - Math.max(-32_635, Math.min(32_635, sample)))).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('never makes a louder sample quieter', () => {
    fc.assert(
      fc.property(samples, samples, (one, two) => {
        const [low, high] = one < two ? [one, two] : [two, one]
        expect(decodeMulaw(encodeMulaw(low))).toBeLessThanOrEqual(decodeMulaw(encodeMulaw(high)))
      }),
    )
  })

  it.each([NaN, 0, -0])('encodes %d as silence', (sample) => {
    expect(encodeMulaw(sample)).toBe(MULAW_SILENCE)
  })

  it.each([
    [1e9, 0x80],
    [-1e9, 0x00],
    [Infinity, 0x80],
    [-Infinity, 0x00],
  ])('clips %d', (sample, code) => {
    expect(encodeMulaw(sample)).toBe(code)
  })
})
