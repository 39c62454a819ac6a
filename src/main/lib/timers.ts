/** Waiting, as an edge that tests can hold in their hands. */
export interface Timers {
  /** Runs `task` once after `ms` milliseconds; the answer calls it off. */
  after(ms: number, task: () => void): () => void
}

export const systemTimers: Timers = {
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => {
      clearTimeout(timer)
    }
  },
}
