import { beforeEach, describe, expect, it } from 'vitest'
import { createPlayer, type Player } from '../../../../../exchange/media/sounds/player.ts'
import { silence, tone } from '../../../../../exchange/media/sounds/sources.ts'
import { createFakeClock, type FakeClock } from '../../../../support/fakes/fake-clock.ts'

let clock: FakeClock
let warnings: string[]
let player: Player

beforeEach(() => {
  clock = createFakeClock()
  warnings = []
  player = createPlayer(clock, (words) => warnings.push(words))
})

/** A sink that notes when each frame came, from the start of the test on. */
function record(): { at: number[]; sink: () => void } {
  const start = clock.now()
  const at: number[] = []
  return { at, sink: () => at.push(clock.now() - start) }
}

/** Time passes while no code runs; timers that became due run late, at the end. */
function stall(ms: number): void {
  clock.freeze(ms)
  clock.advanceSync(0)
}

describe('the player', () => {
  it('plays a frame every 20 ms and reports the end', async () => {
    const { at, sink } = record()
    const playback = player.play(silence(100), sink)
    clock.advanceSync(1000)
    expect(at).toEqual([0, 20, 40, 60, 80])
    await expect(playback.finished).resolves.toBe('finished')
  })

  it('stops at once, and only once', async () => {
    const { at, sink } = record()
    const playback = player.play(silence(), sink)
    clock.advanceSync(50)
    playback.stop()
    playback.stop()
    clock.advanceSync(1000)
    expect(at).toHaveLength(3)
    await expect(playback.finished).resolves.toBe('stopped')
  })

  it('keeps the pace when ticks are late', () => {
    const { at, sink } = record()
    player.play(silence(), sink)
    clock.advanceSync(0)
    for (let tick = 0; tick < 100; tick += 1) stall(27)
    clock.advanceSync(20)
    expect(Math.abs(at.length - (100 * 27 + 20) / 20)).toBeLessThanOrEqual(1)
  })

  it('does not catch up after a long pause', () => {
    const { at, sink } = record()
    player.play(silence(), sink)
    clock.advanceSync(0)
    stall(60_000)
    expect(at.length).toBeLessThanOrEqual(2)
    clock.advanceSync(100)
    expect(at.length).toBeLessThanOrEqual(7)
  })

  it('uses one timer for all sounds, and none when nothing plays', () => {
    expect(clock.due.length).toBe(0)
    const playbacks = Array.from({ length: 50 }, () => player.play(silence(), () => undefined))
    clock.advanceSync(200)
    expect(clock.due.length).toBe(1)
    for (const playback of playbacks) playback.stop()
    clock.advanceSync(20)
    expect(clock.due.length).toBe(0)
  })

  it('starts again after it was idle', () => {
    player.play(silence(40), () => undefined)
    clock.advanceSync(5000)
    const { at, sink } = record()
    player.play(silence(60), sink)
    clock.advanceSync(1000)
    expect(at).toEqual([0, 20, 40])
  })

  it('stops only the sound that fails', async () => {
    const { at, sink } = record()
    const broken = player.play(tone(440), () => {
      throw new Error('the way is closed')
    })
    player.play(silence(60), sink)
    clock.advanceSync(500)
    await expect(broken.finished).resolves.toBe('stopped')
    expect(at).toHaveLength(3)
    expect(warnings).toEqual(['A sound had to be stopped: the way is closed'])
  })

  it('can be used from within a sink', () => {
    const { at, sink } = record()
    const first = player.play(silence(), () => {
      first.stop()
      player.play(silence(40), sink)
    })
    clock.advanceSync(200)
    expect(at).toHaveLength(2)
  })

  it('stops everything when it is closed', async () => {
    const playback = player.play(silence(), () => undefined)
    clock.advanceSync(30)
    player.close()
    await expect(playback.finished).resolves.toBe('stopped')
    expect(clock.due.length).toBe(0)
  })
})
