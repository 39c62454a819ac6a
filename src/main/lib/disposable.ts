import { errorMessage, type Log } from './log.ts'
import type { Timers } from './timers.ts'

/** Something that holds listeners, timers, processes or windows until it is disposed of. */
export interface Disposable {
  /** Releases everything it holds. A second call has no effect. */
  dispose(): void | Promise<void>
}

/** The services of the program, disposed of together. */
export interface Disposables {
  /** Adds a service and returns it. */
  add<T extends Disposable>(service: T): T
  /**
   * Disposes of every service: the last one added is the first. A slow `dispose` does not delay the next one, and a failure is
   * logged. Resolves when all are done, or after the time limit; never rejects. A second call returns the same promise.
   */
  dispose(): Promise<void>
}

/** `limitMs`: the longest duration of `dispose`. */
export function createDisposables(limitMs: number, timers: Timers, log: Log): Disposables {
  const services: Disposable[] = []
  let disposed: Promise<void> | undefined

  const disposeOf = async (service: Disposable) => {
    try {
      await service.dispose()
    } catch (error) {
      log.error(`A service could not be shut down: ${errorMessage(error)}`)
    }
  }
  const disposeOfAll = async () => {
    const all = Promise.all(services.toReversed().map(disposeOf))
    let cancelLimit = () => {}
    const limit = new Promise<void>((resolve) => {
      cancelLimit = timers.after(limitMs, () => {
        log.warn(`The services were not shut down within ${limitMs} ms.`)
        resolve()
      })
    })
    await Promise.race([all, limit])
    cancelLimit()
  }

  return {
    add(service) {
      services.push(service)
      return service
    },
    dispose: () => (disposed ??= disposeOfAll()),
  }
}

/** Returns a `dispose` that runs these steps in this order, once. A slow step does not delay the next one. */
export function disposeAll(...steps: readonly (() => unknown)[]): () => Promise<void> {
  let isDisposed = false
  return async () => {
    if (isDisposed) return
    isDisposed = true
    await Promise.all(steps.map((step) => step()))
  }
}

/** A `Disposable` that runs these steps in this order, once. */
export function disposableOf(...steps: readonly (() => unknown)[]): Disposable {
  return { dispose: disposeAll(...steps) }
}
