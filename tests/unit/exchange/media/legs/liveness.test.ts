import { describe, expect, it } from 'vitest'
import { createLiveness } from '../../../../../exchange/media/legs/liveness.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'

describe('the liveness timer', () => {
  it('detects silence and its end', () => {
    const clock = createFakeClock()
    const seen: boolean[] = []
    let packets = 0
    const stop = createLiveness(clock).watch(
      () => packets,
      (alive) => seen.push(alive),
    )
    for (let second = 0; second < 60; second += 1) {
      packets += 1
      clock.advanceSync(1000)
    }
    expect(seen).toEqual([])
    clock.advanceSync(7000)
    expect(seen).toEqual([])
    clock.advanceSync(20_000)
    expect(seen).toEqual([false])
    packets += 1
    clock.advanceSync(1000)
    expect(seen).toEqual([false, true])
    stop()
    clock.advanceSync(60_000)
    expect(seen).toEqual([false, true])
  })

  it('is one for all peers, and stops when no peer is watched', () => {
    const clock = createFakeClock()
    const liveness = createLiveness(clock)
    const stops = Array.from({ length: 9 }, () =>
      liveness.watch(
        () => 0,
        () => undefined,
      ),
    )
    clock.advanceSync(5000)
    expect(clock.due.length).toBe(1)
    for (const stop of stops) stop()
    expect(clock.due.length).toBe(0)
  })
})
