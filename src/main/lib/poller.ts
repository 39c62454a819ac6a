import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Timers } from './timers.ts'

/** Waiting for something that does not announce itself. For what a person has asked for, never in the background. */
export interface Waiting {
  /** Looks at once and then again and again; answers what it found, or undefined after `ms` milliseconds. */
  until<T>(ms: number, look: () => T | undefined): Promise<T | undefined>
}

const EVERY_MS = 40

export function createWaiting(clock: () => Timestamp, timers: Timers): Waiting {
  return {
    until(ms, look) {
      const end = clock() + ms
      return new Promise((resolve) => {
        const again = () => {
          const found = look()
          if (found !== undefined || clock() >= end) resolve(found)
          else timers.after(EVERY_MS, again)
        }
        again()
      })
    },
  }
}
