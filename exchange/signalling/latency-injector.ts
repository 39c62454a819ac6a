import type { Clock } from '../lib/clock.ts'

/** Runs things later, in the order they came, however the delay changes meanwhile. */
export interface Lag {
  set(ms: number): void
  run(what: () => void): void
}

export function createLag(clock: Clock): Lag {
  let delay = 0
  let lastDue = 0
  return {
    set(ms) {
      delay = ms
    },
    run(what) {
      const now = clock.now()
      const due = Math.max(now + delay, lastDue)
      if (due <= now) return what()
      lastDue = due
      clock.after(due - now, what)
    },
  }
}
