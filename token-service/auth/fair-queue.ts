/** Runs the tasks of many clients, a few at a time. */
export type FairQueue = {
  /** Resolves with the result of `work`, or undefined if too many tasks are waiting. */
  readonly run: <T>(lane: string, work: () => Promise<T>) => Promise<T | undefined>
}

/**
 * Runs at most `atOnce` tasks at a time, and the lanes take turns: a lane with endless requests delays each other lane by one task.
 * In a lane the newest task runs first: under overload the clients of older tasks have timed out. At most `waiting` tasks wait.
 */
export function createFairQueue({ atOnce = 2, waiting = 1000 } = {}): FairQueue {
  const lanes = new Map<string, (() => Promise<void>)[]>()
  let running = 0
  let queued = 0

  const startNext = (): void => {
    const [first] = lanes
    if (first === undefined || running >= atOnce) return
    const [lane, jobs] = first
    const job = jobs.pop()
    // Moved to the end of the map, so that the other lanes come first.
    lanes.delete(lane)
    if (jobs.length > 0) lanes.set(lane, jobs)
    if (job === undefined) return
    queued -= 1
    running += 1
    void job().finally(() => {
      running -= 1
      startNext()
    })
  }

  return {
    run(lane, work) {
      if (queued >= waiting) return Promise.resolve(undefined)
      return new Promise((resolve, reject) => {
        const jobs = lanes.get(lane) ?? []
        jobs.push(() => work().then(resolve, reject))
        lanes.set(lane, jobs)
        queued += 1
        startNext()
      })
    },
  }
}
