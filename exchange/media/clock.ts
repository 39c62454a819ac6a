/** The time and the timer of a media part, so that tests can be their own clock. Milliseconds, monotonic. */
export interface Clock {
  now: () => number
  /** Runs once after `ms`; the answer cancels it. */
  after: (ms: number, run: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
