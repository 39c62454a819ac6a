/** Things that happened, in order, and a way to wait for one without missing it. */
export interface EventRecorder<T> {
  readonly entries: readonly T[]
  add(entry: T): void
  /** The first entry from index `from` on that passes; already there or yet to come. Rejects after `timeoutMs`. */
  waitFor(
    what: string,
    passes: (entry: T) => boolean,
    options?: { from?: number; timeoutMs?: number },
  ): Promise<T>
}

/** Creates an empty recorder. The error of `waitFor` names the event that was missing and the events that were recorded. */
export function createEventRecorder<T>(name: string): EventRecorder<T> {
  const entries: T[] = []
  const waiting = new Set<() => void>()
  return {
    entries,
    add(entry) {
      entries.push(entry)
      for (const look of waiting) look()
    },
    waitFor(what, passes, { from = 0, timeoutMs = 15_000 } = {}) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look)
          const tail = entries.slice(-12).map((entry) => `  ${JSON.stringify(entry).slice(0, 300)}`)
          reject(
            new Error(
              [`${name}: ${what} did not come within ${timeoutMs} ms. Last entries:`, ...tail].join('\n'),
            ),
          )
        }, timeoutMs)
        function look(): void {
          const found = entries.slice(from).find(passes)
          if (found === undefined) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      })
    },
  }
}
