import type { Clock } from '../../../exchange/lib/clock.ts'

/** A clock that a test advances. Timers run in order, at exactly their time. */
export interface FakeClock extends Clock {
  pass(ms: number): void
  /** Advances the clock as if the machine were suspended: timers run late, at the end. */
  stall(ms: number): void
  readonly timers: number
}

export function createFakeClock(): FakeClock {
  let now = 1000
  const timers = new Set<{ at: number; run: () => void }>()
  const runDue = (until: number, late: boolean): void => {
    for (;;) {
      const [next] = [...timers].filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)
      if (!next) return
      timers.delete(next)
      if (!late) now = Math.max(now, next.at)
      next.run()
    }
  }
  return {
    now: () => now,
    setTimeout(run, ms) {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass(ms) {
      const until = now + ms
      runDue(until, false)
      now = until
    },
    stall(ms) {
      now += ms
      runDue(now, true)
    },
    get timers() {
      return timers.size
    },
  }
}
