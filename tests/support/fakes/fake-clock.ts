import { flushPromises } from './flush-promises.ts'

/** A clock whose time changes only when a test moves it. All times are in milliseconds. */
export interface FakeClock {
  now(): number
  /** Runs `task` once after `ms`. Returns a function that cancels it. */
  setTimeout(task: () => void, ms: number): () => void
  /** When the pending timers are due, in milliseconds from now, soonest first. */
  readonly due: readonly number[]
  /** Advances time. Timers that become due run in order, each at its time. Promises are flushed after each timer. */
  advance(ms: number): Promise<void>
  /** Like `advance`, without flushing promises. */
  advanceSync(ms: number): void
  /** Time passes without the timers, as in system sleep: their remaining times do not change. */
  sleep(ms: number): void
  /** Time passes while no code runs, as in a stopped process: timers that became due run late, at the next `advance`. */
  freeze(ms: number): void

  /** Calls `tick` at the end of each `advance`. Returns a function that unsubscribes. */
  everySecond(tick: () => void): () => void

  /** The same clock for code that takes `after(ms, task)`. */
  after(ms: number, task: () => void): () => void
  /** The same clock for code that takes the time and the timers apart. */
  readonly clock: () => number
  readonly timers: { after(ms: number, task: () => void): () => void }
}

interface Timer {
  at: number
  readonly task: () => void
}

/** A fake clock that starts at `start`, in milliseconds since the epoch. */
export function createFakeClock(start = 1_800_000_000_000): FakeClock {
  let now = start
  let timers: readonly Timer[] = []
  const ticks = new Set<() => void>()

  const setTimeout = (task: () => void, ms: number): (() => void) => {
    const timer = { at: now + ms, task }
    timers = [...timers, timer]
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }
  const after = (ms: number, task: () => void): (() => void) => setTimeout(task, ms)

  /** Runs the next timer that is due by `end`; false when there is none. */
  function runNext(end: number): boolean {
    const [next] = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
    if (!next) return false
    timers = timers.filter((other) => other !== next)
    now = Math.max(now, next.at)
    next.task()
    return true
  }

  function reach(end: number): void {
    now = end
    for (const tick of ticks) tick()
  }

  return {
    now: () => now,
    setTimeout,
    everySecond(tick) {
      ticks.add(tick)
      return () => void ticks.delete(tick)
    },
    after,
    clock: () => now,
    timers: { after },
    get due() {
      return timers.map(({ at }) => at - now).toSorted((a, b) => a - b)
    },
    async advance(ms) {
      const end = now + ms
      while (runNext(end)) await flushPromises()
      reach(end)
      await flushPromises()
    },
    advanceSync(ms) {
      const end = now + ms
      while (runNext(end));
      reach(end)
    },
    sleep(ms) {
      now += ms
      for (const timer of timers) timer.at += ms
    },
    freeze(ms) {
      now += ms
    },
  }
}
