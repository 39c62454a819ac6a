import { beforeEach, describe, expect, it } from 'vitest'
import { attachFarEnd, createFarEnd } from '../../../../../exchange/media/sounds/far-end.ts'
import { createPlayer, type Player } from '../../../../../exchange/media/sounds/player.ts'
import { relay } from '../../../../support/media/relay.ts'
import type { Frame } from '../../../../../exchange/media/types.ts'
import { createFakeClock, type FakeClock } from '../../../../support/fakes/fake-clock.ts'
import { createFakeLeg } from '../../../../support/media/fake-leg.ts'
import { heard } from '../../../../support/media/listen.ts'

const word = new Uint8Array(160).fill(0x33)
let clock: FakeClock
let player: Player
let spoken: Frame[]
const speak = (frame: Frame): void => {
  spoken.push(frame.slice())
}

beforeEach(() => {
  clock = createFakeClock()
  player = createPlayer(clock)
  spoken = []
})

describe('a far end', () => {
  it('with an echo returns each frame at once and adds nothing', async () => {
    const echo = createFarEnd({ kind: 'echo' }, speak, player)
    clock.advanceSync(500)
    echo.receive(word)
    expect(spoken).toEqual([word])
    echo.stop()
    echo.receive(word)
    expect(spoken).toHaveLength(1)
    await expect(echo.playback).resolves.toBe('stopped')
  })

  it('with a tone plays it until it is stopped', () => {
    const tone = createFarEnd({ kind: 'tone', hz: 440 }, speak, player)
    clock.advanceSync(1000)
    tone.receive(word)
    expect(heard(spoken).hz).toBe(440)
    tone.stop()
    const before = spoken.length
    clock.advanceSync(1000)
    expect(spoken).toHaveLength(before)
  })

  it('with a sentence plays it, reports its end, and continues with silence', async () => {
    const sentence = createFarEnd({ kind: 'sentence', text: 'Hello there.' }, speak, player)
    clock.advanceSync(300)
    expect(heard(spoken).levelDbfs).toBeGreaterThan(-30)
    clock.advanceSync(4000)
    await expect(sentence.playback).resolves.toBe('finished')
    const before = spoken.length
    clock.advanceSync(1000)
    expect(spoken.length - before).toBe(50)
    expect(heard(spoken).levelDbfs).toBe(-100)
    sentence.stop()
    clock.advanceSync(20)
    expect(clock.due.length).toBe(0)
  })

  it('with a sentence can be stopped in the middle', async () => {
    const sentence = createFarEnd(
      { kind: 'sentence', text: 'A long sentence, never finished.' },
      speak,
      player,
    )
    clock.advanceSync(300)
    sentence.stop()
    await expect(sentence.playback).resolves.toBe('stopped')
    clock.advanceSync(20)
    expect(clock.due.length).toBe(0)
  })

  it('with silence sends silent frames', () => {
    createFarEnd({ kind: 'silence' }, speak, player)
    clock.advanceSync(1000)
    expect(spoken.length).toBeGreaterThan(45)
    expect(heard(spoken).levelDbfs).toBe(-100)
  })

  it('can be attached to a leg and removed', () => {
    const leg = createFakeLeg()
    const echo = attachFarEnd(leg, { kind: 'echo' }, player)
    leg.receive({ type: 'frame', frame: word })
    leg.receive({ type: 'digit', digit: '1' })
    expect(leg.sent).toEqual([word])
    echo.stop()
    expect(leg.listeners).toBe(0)
  })
})

describe('two legs that are relayed', () => {
  it('exchange audio and digits until it is stopped', () => {
    const [one, two] = [createFakeLeg(), createFakeLeg()]
    const stop = relay(one, two)
    one.receive({ type: 'frame', frame: word })
    two.receive({ type: 'digit', digit: '#' })
    one.receive({ type: 'state', state: 'disconnected' })
    expect([one.sent, one.digits, two.sent, two.digits]).toEqual([[], ['#'], [word], []])
    stop()
    stop()
    one.receive({ type: 'frame', frame: word })
    expect(two.sent).toHaveLength(1)
    expect([one.listeners, two.listeners]).toEqual([0, 0])
  })
})
