/** Runs work of many clients, a few pieces at a time. */
export type FairQueue = {
  /** Answers what `work` answers, or undefined when too much is waiting already. */
  readonly run: <T>(lane: string, work: () => Promise<T>) => Promise<T | undefined>
}

/**
 * Runs at most `atOnce` pieces at a time, and the lanes take turns: one that asks without end delays the others by one
 * piece each. In a lane the newest piece comes first: where more come than can be run, the client of an old one has given
 * up already. At most `waiting` pieces wait.
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
    // To the end of the map: the other lanes come first now.
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
