import type { Timers } from '../lib/timers.ts'

/** How long Squirrel on macOS may take to accept an update, in milliseconds. */
const TIMEOUT_MS = 15_000

export interface HandoverDeps {
  /** Starts the handover. When it is complete, the program is asked to quit. */
  readonly start: () => void
  /** Called once, when the program is asked to quit. */
  readonly onBeforeQuit: (listener: () => void) => void
  readonly timers: Timers
}

/**
 * Passes an update to Squirrel, which starts its installer and then asks the program to quit. Resolves at that moment, or after
 * the timeout. A caller that prevents quitting meanwhile must then quit itself.
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
