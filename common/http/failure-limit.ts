export interface FailureLimit {
  /** Counts a failure. Returns undefined below the limit, else the seconds to wait. */
  attempt(bucket: string): number | undefined
}

interface Window {
  count: number
  readonly endsAt: number
}

/**
 * At most `attempts` failures a bucket in `windowMs` milliseconds. Remembers at most `buckets` of them, dropping
 * the oldest, so that many addresses cannot use up the memory. `clock` returns milliseconds.
 */
export function createFailureLimit(
  clock: () => number,
  { attempts = 10, windowMs = 60_000, buckets = 1000 } = {},
): FailureLimit {
  const windows = new Map<string, Window>()

  const open = (bucket: string, now: number): Window => {
    const known = windows.get(bucket)
    if (known !== undefined && known.endsAt > now) return known
    windows.delete(bucket)
    const oldest = windows.keys().next()
    if (windows.size >= buckets && oldest.done !== true) windows.delete(oldest.value)
    const fresh = { count: 0, endsAt: now + windowMs }
    windows.set(bucket, fresh)
    return fresh
  }

  return {
    attempt(bucket) {
      const now = clock()
      const window = open(bucket, now)
      if (window.count >= attempts) return Math.max(1, Math.ceil((window.endsAt - now) / 1000))
      window.count += 1
      return undefined
    },
  }
}
