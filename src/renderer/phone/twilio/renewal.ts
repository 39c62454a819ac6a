/** Runs `work` after `ms` milliseconds unless the answer is called first. */
export type After = (ms: number, work: () => void) => () => void

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export interface Renewal {
  /** A token is wanted: asked for at once, then less and less often until `satisfied`. */
  ask(): void
  /** A ticket came: nothing more to ask for now. Whether it is any good is yet to be seen. */
  arrived(): void
  /** The token let us in: the next wish is granted at once again. */
  satisfied(): void
}

/** Asks for tokens without ever becoming a storm, whatever the service does with them. */
export function createRenewal(after: After, onTokenWanted: () => void): Renewal {
  let pause = 0
  let cancel: (() => void) | null = null
  return {
    ask() {
      if (cancel) return
      cancel = after(pause, () => {
        cancel = null
        onTokenWanted()
      })
      pause = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, pause * 2))
    },
    arrived() {
      cancel?.()
      cancel = null
    },
    satisfied() {
      pause = 0
    },
  }
}
