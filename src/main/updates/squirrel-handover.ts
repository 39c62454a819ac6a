import type { Timers } from '../lib/timers.ts'

/** What Squirrel on macOS needs to take an update over, in milliseconds, before we go without its word. */
const TIMEOUT_MS = 15_000

export interface HandoverDeps {
  /** Begins it: when all is ready, the program is asked to quit. */
  readonly start: () => void
  /** Tells once when the program is asked to quit. */
  readonly onBeforeQuit: (listener: () => void) => void
  readonly timers: Timers
}

/**
 * Hands an update to Squirrel, which starts its installer and then asks the program to quit. Resolves at that moment, or
 * when it has taken too long. Whoever holds quitting back meanwhile has to quit then: it is not asked for again.
 */
export function handOverToSquirrel({ start, onBeforeQuit, timers }: HandoverDeps): Promise<void> {
  return new Promise((resolve) => {
    const cancelTimeout = timers.after(TIMEOUT_MS, resolve)
    onBeforeQuit(() => {
      cancelTimeout()
      resolve()
    })
    start()
  })
}
