import type { Timers } from '../lib/timers.ts'

/** What Squirrel on macOS needs to take an update over, in milliseconds, before we go without its word. */
const PATIENCE_MS = 15_000

export interface HandoverEdges {
  /** Begins it: when all is ready, the program is asked to quit. */
  readonly begin: () => void
  /** Tells once when the program is asked to quit. */
  readonly onQuitAsked: (listener: () => void) => void
  readonly timers: Timers
}

/**
 * Hands an update to Squirrel, which starts its installer and then asks the program to quit. Resolves at that moment, or
 * when it has taken too long. Whoever holds quitting back meanwhile has to quit then: it is not asked for again.
 */
export function handOver({ begin, onQuitAsked, timers }: HandoverEdges): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = timers.after(PATIENCE_MS, resolve)
    onQuitAsked(() => {
      giveUp()
      resolve()
    })
    begin()
  })
}
