import type { Clock } from '../../../exchange/lib/clock.ts'

/** A clock that a test advances. */
export interface FakeClock extends Clock {
  /** Runs all timers that are due within `ms`, in order, each with its consequences before the next. */
  advance(ms: number): Promise<void>
}

export function createFakeClock(start: number = Date.now()): FakeClock {
  let now = start
  let timers: { readonly at: number; readonly run: () => void }[] = []
  return {
    now: () => now,
    setTimeout(run, ms) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    async advance(ms) {
      const until = now + ms
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at)
        if (!next) break
        timers = timers.filter((timer) => timer !== next)
        now = Math.max(now, next.at)
        next.run()
        await new Promise((resolve) => setImmediate(resolve))
      }
      now = until
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
