/** G.711 mu-law (ITU-T G.711). The 14-bit code is scaled to 16-bit samples, as is usual. */

const BIAS = 0x84
const CLIP = 32_635

/** The byte that means silence (+0). */
export const MULAW_SILENCE = 0xff

/** Linear samples (-32124..32124) of all 256 codes. */
const LINEAR = Int16Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 0xff
  const magnitude = ((((inverted & 0x0f) << 3) + BIAS) << ((inverted & 0x70) >> 4)) - BIAS
  return (inverted & 0x80) !== 0 ? -magnitude : magnitude
})

/** One mu-law byte as a 16-bit linear sample. */
export function decodeMulaw(code: number): number {
  return LINEAR[code & 0xff] ?? 0
}

/** A linear sample (clipped to 16 bit; not a number counts as silence) as a mu-law byte. */
export function encodeMulaw(sample: number): number {
  const linear = Math.trunc(sample)
  const sign = linear < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(linear) || 0, CLIP) + BIAS
  const exponent = 31 - Math.clz32(magnitude) - 7
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}
