import type { Clock } from '../lib/clock.ts'

/** Delays tasks. Their order stays the same when the delay changes. */
export interface LatencyInjector {
  setDelay(ms: number): void
  run(task: () => void): void
}

export function createLatencyInjector(clock: Clock): LatencyInjector {
  let delay = 0
  let lastDue = 0
  return {
    setDelay(ms) {
      delay = ms
    },
    run(task) {
      const now = clock.now()
      const due = Math.max(now + delay, lastDue)
      if (due <= now) return task()
      lastDue = due
      clock.setTimeout(task, due - now)
    },
  }
}
