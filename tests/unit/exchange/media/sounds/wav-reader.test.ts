import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeMulaw } from '../../../../../exchange/media/codecs/mulaw.ts'
import { MediaError } from '../../../../../exchange/media/types.ts'
import { wav } from '../../../../../exchange/media/sounds/wav-reader.ts'
import { framesOf, heard } from '../../../../support/media/listen.ts'
import { chunk, wavFile, type WavShape } from '../../../../support/media/wav-file.ts'

const sine = (hz: number, shape: WavShape, seconds = 0.6): Uint8Array =>
  wavFile(
    shape,
    Math.round(shape.rate * seconds),
    (at) => 0.25 * Math.sin((2 * Math.PI * hz * at) / shape.rate),
  )

describe('a WAV file', () => {
  it.each<[string, WavShape]>([
    ['8-bit PCM', { tag: 1, bits: 8, channels: 1, rate: 8000 }],
    ['16-bit PCM at 8 kHz', { tag: 1, bits: 16, channels: 1, rate: 8000 }],
    ['16-bit PCM at 16 kHz', { tag: 1, bits: 16, channels: 1, rate: 16_000 }],
    ['CD quality', { tag: 1, bits: 16, channels: 2, rate: 44_100 }],
    ['24-bit PCM at 48 kHz', { tag: 1, bits: 24, channels: 2, rate: 48_000 }],
    ['32-bit PCM', { tag: 1, bits: 32, channels: 6, rate: 96_000 }],
    ['32-bit float', { tag: 3, bits: 32, channels: 1, rate: 22_050 }],
    ['64-bit float', { tag: 3, bits: 64, channels: 1, rate: 11_025 }],
    ['mu-law', { tag: 7, bits: 8, channels: 1, rate: 8000 }],
    ['extensible PCM', { tag: 1, bits: 16, channels: 2, rate: 32_000, extensible: true }],
  ])('in %s plays at its pitch, level and length', (_, shape) => {
    const frames = framesOf(wav(sine(1000, shape)))
    expect(frames).toHaveLength(30)
    const { hz, levelDbfs } = heard(frames)
    expect(Math.abs((hz ?? 0) - 1000)).toBeLessThanOrEqual(2)
    expect(Math.abs(levelDbfs - 20 * Math.log10(0.25))).toBeLessThanOrEqual(0.7)
  })

  it('is filtered above the telephone band, without aliasing', () => {
    expect(heard(wav(sine(7000, { tag: 1, bits: 16, channels: 1, rate: 44_100 }))).levelDbfs).toBeLessThan(
      -55,
    )
  })

  it('in 8 kHz mu-law is played byte for byte', () => {
    const bytes = sine(700, { tag: 7, bits: 8, channels: 1, rate: 8000 })
    expect(framesOf(wav(bytes)).flatMap((frame) => Array.from(frame))).toEqual(Array.from(bytes.subarray(44)))
  })

  it('can have other chunks, an odd length, and an incomplete end', () => {
    const plain = sine(1000, { tag: 1, bits: 16, channels: 1, rate: 8000 })
    const list = chunk('LIST', new Uint8Array(3))
    const withList = new Uint8Array([...plain.slice(0, 36), ...list, ...plain.slice(36)])
    expect(framesOf(wav(withList))).toEqual(framesOf(wav(plain)))
    expect(framesOf(wav(plain.slice(0, 44 + 2 * 161)))).toHaveLength(2)
    expect(framesOf(wav(plain.slice(0, 44)))).toHaveLength(0)
  })

  it('can start anywhere in its buffer', () => {
    const plain = sine(1000, { tag: 1, bits: 16, channels: 1, rate: 8000 })
    const shifted = new Uint8Array(plain.length + 7).fill(9)
    shifted.set(plain, 7)
    expect(framesOf(wav(shifted.subarray(7)))).toEqual(framesOf(wav(plain)))
  })

  it('is silent where a float sample is not a number', () => {
    const file = wavFile({ tag: 3, bits: 32, channels: 1, rate: 8000 }, 160, () => NaN)
    expect(framesOf(wav(file))[0]).toEqual(new Uint8Array(160).fill(encodeMulaw(0)))
  })

  const pcm: WavShape = { tag: 1, bits: 16, channels: 1, rate: 8000 }
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'it is not a WAV file'],
    [
      'an MP3',
      new TextEncoder().encode('ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000'),
      'it is not a WAV file',
    ],
    [
      'an unknown encoding',
      sine(1, { ...pcm, tag: 85 }),
      'its encoding (format 85) is neither PCM, float nor mu-law',
    ],
    ['no channels', sine(1, { ...pcm, channels: 0 }), 'it has 0 channels'],
    ['too many channels', sine(1, { ...pcm, channels: 33 }, 0), 'it has 33 channels'],
    ['an impossible rate', sine(1, { ...pcm, rate: 200 }), 'it has 200 samples per second'],
    ['odd bits', sine(1, { ...pcm, bits: 12 }, 0), 'it has 12 bits per sample'],
    ['no data', wavFile(pcm, 0, () => 0).slice(0, 36), 'it has no sound in it'],
    ['no format', wavFile(pcm, 0, () => 0).slice(0, 12), 'it does not tell its format'],
  ])('with %s is refused with a message', (_, bytes, words) => {
    expect(() => wav(bytes)).toThrow(new MediaError(`The sound cannot be played: ${words}.`))
  })

  it('causes no error but MediaError, for any content', () => {
    const good = sine(1000, pcm, 0.05)
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(fc.tuple(fc.nat(60), fc.nat(255))).map((changes) => {
        const copy = good.slice()
        for (const [at, value] of changes) copy[at] = value
        return copy
      }),
      fc.nat(good.length).map((length) => good.slice(0, length)),
    )
    fc.assert(
      fc.property(bytes, (file) => {
        try {
          expect(framesOf(wav(file), 50).every((frame) => frame.length === 160)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(MediaError)
        }
      }),
    )
  })
})
