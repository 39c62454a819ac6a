import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Timers } from './timers.ts'

/** Waiting for something that does not announce itself. For what a person has asked for, never in the background. */
export interface Poller {
  /** Looks at once and then again and again; answers what it found, or undefined after `ms` milliseconds. */
  pollUntil<T>(ms: number, check: () => T | undefined): Promise<T | undefined>
}

const POLL_INTERVAL_MS = 40

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
