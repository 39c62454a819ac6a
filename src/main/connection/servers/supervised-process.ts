import { createBackoff } from '../../../../common/lib/backoff.ts'
import { errorMessage, type Log } from '../../lib/log.ts'
import type { ChildServer } from './child-server.ts'
import type { ChildRequest } from './child-requests.ts'
import type { Timers } from '../../lib/timers.ts'

export interface SuperviseDeps {
  readonly timers: Timers
  /** From 0 to 1. */
  readonly random: () => number
  readonly log: Log
}

/** A server that is restarted whenever its process ends. */
export interface SupervisedProcess<T> {
  /** Those of the process at work, or of the last one. */
  readonly info: T
  /** Sends a request to the current process. Rejects with a readable message, also during a restart. */
  readonly request: ChildRequest
  /** Calls the listener with the new connection details after each restart. */
  onRestarted(listener: (info: T) => void): void
  /** Calls the listener once, with an error message, when the process has failed too often to be restarted. */
  onFailed(listener: (message: string) => void): void
  close(): Promise<void>
}

const FIRST_RETRY_MS = 200
const MAX_RETRY_MS = 4_000
/** About a minute and a half of trying. */
const MAX_RESTARTS = 30
/** A server that fails to start in its old place, because another program has its port, is left after a few seconds. */
const MAX_FAILED_STARTS = 6

/**
 * Starts a server and keeps it running. `start` gets the facts of the process before, or null the first time, when its
 * failure is the caller's to deal with.
 */
export async function supervise<T>(
  start: (before: T | null) => Promise<ChildServer<T>>,
  { timers, random, log }: SuperviseDeps,
): Promise<SupervisedProcess<T>> {
  const restartListeners: ((info: T) => void)[] = []
  const failureListeners: ((message: string) => void)[] = []
  let server = await start(null)
  let restarting: Promise<void> | undefined
  let cancel = () => {}
  let closed = false
  let restarts = 0
  let failedStarts = 0
  const backoff = createBackoff({ firstMs: FIRST_RETRY_MS, maxMs: MAX_RETRY_MS, random })

  const watchProcess = () => {
    server.onFailed((words) => {
      log.error(words)
      if (!closed) scheduleRestart(words)
    })
  }

  const scheduleRestart = (message: string) => {
    cancel()
    if (restarts >= MAX_RESTARTS || failedStarts >= MAX_FAILED_STARTS) {
      for (const listener of failureListeners.splice(0)) listener(message)
      return
    }
    const pause = backoff.next()
    restarts += 1
    cancel = timers.after(pause, () => {
      restarting = restart()
    })
  }

  const restart = async () => {
    try {
      const next = await start(server.info)
      server = next
      failedStarts = 0
      if (closed) return await next.close()
      watchProcess()
      // One that dies young again is tried less and less often.
      cancel = timers.after(STABLE_AFTER_MS, () => {
        restarts = 0
        backoff.reset()
      })
      for (const listener of restartListeners) listener(next.info)
    } catch (error) {
      failedStarts += 1
      log.error(errorMessage(error))
      if (!closed) scheduleRestart(errorMessage(error))
    }
  }

  watchProcess()
  return {
    get info() {
      return server.info
    },
    request: (name, body, answer) => server.request(name, body, answer),
    onRestarted(listener) {
      restartListeners.push(listener)
    },
    onFailed(listener) {
      failureListeners.push(listener)
    },
    async close() {
      closed = true
      cancel()
      await restarting
      await server.close()
    },
  }
}

const STABLE_AFTER_MS = 10_000
