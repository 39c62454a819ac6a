import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMulaw } from '../../../../../exchange/media/codecs/mulaw.ts'
import { say } from '../../../../../exchange/media/sounds/say.ts'
import { framesOf, heard } from '../../../../support/media/listen.ts'

const seconds = (text: string): number => framesOf(say(text)).length / 50

describe('generated speech', () => {
  it('is always the same for the same text, and another for another', () => {
    expect(framesOf(say('Hello, you.'))).toEqual(framesOf(say('Hello, you.')))
    expect(framesOf(say('Hello, you.'))).not.toEqual(framesOf(say('Hello, me.')))
  })

  it('is as loud as a voice on the telephone, and never clips', () => {
    const frames = framesOf(say('Thank you for calling. Please hold the line.'))
    const { levelDbfs } = heard(frames.slice(0, 25))
    expect(levelDbfs).toBeGreaterThan(-26)
    expect(levelDbfs).toBeLessThan(-12)
    expect(
      Math.max(...frames.flatMap((frame) => [...frame].map((code) => Math.abs(decodeMulaw(code))))),
    ).toBeLessThan(30_000)
  })

  it('takes about as long as it takes to say', () => {
    const words = 'one two three four five six seven eight nine ten'
    expect(seconds(words)).toBeGreaterThan(2)
    expect(seconds(words)).toBeLessThan(6)
    expect(seconds(`${words} ${words}`)).toBeGreaterThan(1.8 * seconds(words))
    expect(seconds('Yes. No.')).toBeGreaterThan(seconds('Yes No'))
  })

  it('reads digits, accents and other scripts', () => {
    expect(seconds('42')).toBe(seconds('four two'))
    expect(framesOf(say('été'))).toEqual(framesOf(say('ete')))
    expect(seconds('こんにちは世界')).toBeGreaterThan(0.6)
  })

  it('has a lower voice for a man', () => {
    const pitch = (voice: string): number => heard(framesOf(say('uuuuuu', { voice }))).hz ?? 0
    expect(pitch('woman')).not.toBe(pitch('man'))
  })

  it('repeats as often as asked', () => {
    const once = framesOf(say('Again.')).length
    expect(framesOf(say('Again.', { loop: 3 }))).toHaveLength(3 * once)
    expect(framesOf(say('Again.', { loop: 0 }), 1000)).toHaveLength(1000)
  })

  it.each(['', '   ', '\u0301', '🎉'])('of %j is over at once', (text) => {
    expect(framesOf(say(text, { loop: 0 }))).toHaveLength(0)
  })

  it('can be made of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(framesOf(say(text)).every((frame) => frame.length === 160)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
