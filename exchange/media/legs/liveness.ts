import type { Clock } from '../../lib/clock.ts'

const CHECK_INTERVAL_MS = 1000
/** A live browser sends audio 50 times and ICE checks about once in 2.5 s, so this is no hiccup. */
const TIMEOUT_MS = 8000

/**
 * Notices peers that have gone without a word: as the ICE-lite side the WebRTC stack never checks by itself.
 * One timer for all, and only while somebody is watched.
 */
export interface Liveness {
  /** `activity` is any number that changes whenever something arrives. The answer ends the watch. */
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

  function look(): void {
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
    cancel = watched.size > 0 ? clock.setTimeout(look, CHECK_INTERVAL_MS) : undefined
  }

  return {
    watch(activity, onChange) {
      const one = { activity, onChange, last: activity(), at: clock.now(), alive: true }
      watched.add(one)
      cancel ??= clock.setTimeout(look, CHECK_INTERVAL_MS)
      return () => {
        watched.delete(one)
        if (watched.size > 0) return
        cancel?.()
        cancel = undefined
      }
    },
  }
}
