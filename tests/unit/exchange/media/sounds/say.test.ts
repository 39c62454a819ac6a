import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMulaw } from '../../../../../exchange/media/codecs/mulaw.ts'
import { recordingOf } from '../../../../../exchange/media/prompts/prompts.ts'
import { say } from '../../../../../exchange/media/sounds/say.ts'
import { wav } from '../../../../../exchange/media/sounds/wav-reader.ts'
import { framesOf, heard } from '../../../../support/media/listen.ts'

const seconds = (text: string): number => framesOf(say(text)).length / 50

describe('speech for a text', () => {
  it('is the recording when the text was recorded', () => {
    const text = "We're sorry, an application error has occurred. Goodbye."
    const recording = recordingOf(text) ?? new Uint8Array()
    expect(framesOf(say(text))).toEqual(framesOf(wav(recording)))
    expect(recording.length).toBeGreaterThan(8000)
  })

  it('is cut off after the reading time when the text was not recorded', () => {
    const seconds = (text: string): number => framesOf(say(text)).length / 50
    const text = 'A text that was not recorded. '
    expect(seconds(text.repeat(10))).toBeGreaterThan(9.9 * seconds(text))
    expect(framesOf(say(text.repeat(10))).slice(0, 50)).toEqual(framesOf(say(text)).slice(0, 50))
  })

  it('is always the same for the same text, and different for another', () => {
    expect(framesOf(say('Hello, you.'))).toEqual(framesOf(say('Hello, you.')))
    expect(framesOf(say('Hello, you.'))).not.toEqual(framesOf(say('Hello, me.')))
  })

  it('has the level of a telephone voice, and never clips', () => {
    const frames = framesOf(say('Thank you for calling. Please hold the line.'))
    const { levelDbfs } = heard(frames.slice(0, 25))
    expect(levelDbfs).toBeGreaterThan(-26)
    expect(levelDbfs).toBeLessThan(-12)
    expect(
      Math.max(...frames.flatMap((frame) => [...frame].map((code) => Math.abs(decodeMulaw(code))))),
    ).toBeLessThan(30_000)
  })

  it('lasts as long as reading the text aloud', () => {
    const words = 'one two three four five six seven eight nine ten'
    expect(seconds(words)).toBeGreaterThan(2)
    expect(seconds(words)).toBeLessThan(6)
    expect(seconds(`${words} ${words}`)).toBeGreaterThan(1.8 * seconds(words))
    expect(seconds('Yes. No.')).toBeGreaterThan(seconds('Yes No'))
  })

  it('counts digits as words, ignores accents, and supports other scripts', () => {
    expect(seconds('42')).toBe(seconds('four two'))
    expect(framesOf(say('été'))).toEqual(framesOf(say('ete')))
    expect(seconds('こんにちは世界')).toBeGreaterThan(0.6)
  })

  it('has a lower voice for a man', () => {
    const pitch = (voice: string): number => heard(framesOf(say('uuuuuu', { voice }))).hz ?? 0
    expect(pitch('woman')).not.toBe(pitch('man'))
  })

  it('is repeated as often as requested', () => {
    const once = framesOf(say('Again.')).length
    expect(framesOf(say('Again.', { loop: 3 }))).toHaveLength(3 * once)
    expect(framesOf(say('Again.', { loop: 0 }), 1000)).toHaveLength(1000)
  })

  it.each(['', '   ', '\u0301', '🎉'])('is empty for %j', (text) => {
    expect(framesOf(say(text, { loop: 0 }))).toHaveLength(0)
  })

  it('exists for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(framesOf(say(text)).every((frame) => frame.length === 160)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
