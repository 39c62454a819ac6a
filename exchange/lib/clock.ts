/** Time as a dependency: the system's in production, a fake in tests. */
export interface Clock {
  /** Milliseconds: since the epoch, or of a monotonic clock. */
  now(): number
  /** Calls `run` once after `ms`. Returns a function that cancels the timer. */
  setTimeout(run: () => void, ms: number): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout(run, ms) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** For durations: setting the system time does not change it. */
export const monotonicClock: Clock = { ...systemClock, now: () => performance.now() }

/** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
export function delay(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      stop()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const stop = clock.setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
