import type { Clock } from '../../../src/renderer/ui/context/app-api.ts'

export interface FakeClock extends Clock {
  /** Moves on by so many milliseconds, and beats once. */
  advance(ms: number): void
}

/** A clock that stands still until it is moved. */
export function createFakeClock(start: number): FakeClock {
  const ticks = new Set<() => void>()
  let now = start
  return {
    now: () => now,
    everySecond(tick) {
      ticks.add(tick)
      return () => void ticks.delete(tick)
    },
    advance(ms) {
      now += ms
      for (const tick of ticks) tick()
    },
  }
}
