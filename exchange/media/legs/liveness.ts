import type { Clock } from '../../lib/clock.ts'

const CHECK_INTERVAL_MS = 1000
/** A browser sends audio 50 times a second, and an ICE check about every 2.5 s. */
const TIMEOUT_MS = 8000

/**
 * Detects peers that have disappeared: as the ICE-lite side the WebRTC stack sends no checks itself. All peers share one timer, which
 * runs only while a peer is watched.
 */
export interface Liveness {
  /** `activity` is any number that changes with every arrival. Returns a function that ends the watch. */
  watch(activity: () => number, onChange: (alive: boolean) => void): () => void
}

export function createLiveness(clock: Clock): Liveness {
  interface Watched {
    activity: () => number
    onChange: (alive: boolean) => void
    last: number
    at: number
    alive: boolean
  }
  const watched = new Set<Watched>()
  let cancel: (() => void) | undefined

  function check(): void {
    const now = clock.now()
    for (const one of watched) {
      const activity = one.activity()
      if (activity !== one.last) {
        one.last = activity
        one.at = now
      }
      const alive = now - one.at < TIMEOUT_MS
      if (alive === one.alive) continue
      one.alive = alive
      one.onChange(alive)
    }
    cancel = watched.size > 0 ? clock.setTimeout(check, CHECK_INTERVAL_MS) : undefined
  }

  return {
    watch(activity, onChange) {
      const one = { activity, onChange, last: activity(), at: clock.now(), alive: true }
      watched.add(one)
      cancel ??= clock.setTimeout(check, CHECK_INTERVAL_MS)
      return () => {
        watched.delete(one)
        if (watched.size > 0) return
        cancel?.()
        cancel = undefined
      }
    },
  }
}
