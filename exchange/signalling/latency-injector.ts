import type { Clock } from '../lib/clock.ts'

/** Runs things later, in the order they came, however the delay changes meanwhile. */
export interface LatencyInjector {
  setDelay(ms: number): void
  run(what: () => void): void
}

export function createLatencyInjector(clock: Clock): LatencyInjector {
  let delay = 0
  let lastDue = 0
  return {
    setDelay(ms) {
      delay = ms
    },
    run(what) {
      const now = clock.now()
      const due = Math.max(now + delay, lastDue)
      if (due <= now) return what()
      lastDue = due
      clock.setTimeout(what, due - now)
    },
  }
}
