import { POLL_INTERVAL_MS } from '../../shared/domain/alert-timing.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Timers } from './timers.ts'

/** Waits for a state that emits no event. Only for work that the person has requested, never in the background. */
export interface Poller {
  /** Calls `check` repeatedly until it returns a value. Resolves with the value, or with undefined after `ms` milliseconds. */
  pollUntil<T>(ms: number, check: () => T | undefined): Promise<T | undefined>
}

export function createPoller(clock: () => Timestamp, timers: Timers): Poller {
  return {
    pollUntil(ms, check) {
      const end = clock() + ms
      return new Promise((resolve) => {
        const again = () => {
          const found = check()
          if (found !== undefined || clock() >= end) resolve(found)
          else timers.after(POLL_INTERVAL_MS, again)
        }
        again()
      })
    },
  }
}
