import { createBackoff } from '../../../../common/lib/backoff.ts'
import { reasonOf, type Log } from '../../lib/log.ts'
import type { ChildServer } from './child-server.ts'
import type { ChildRequest } from './child-requests.ts'
import type { Timers } from '../../lib/timers.ts'

export interface KeptServerEdges {
  readonly timers: Timers
  /** From 0 to 1. */
  readonly random: () => number
  readonly log: Log
}

/** A server that is restarted whenever its process ends. */
export interface KeptServer<T> {
  /** Those of the process at work, or of the last one. */
  readonly facts: T
  /** Sends a request to the current process. Rejects with a readable message, also during a restart. */
  readonly request: ChildRequest
  /** Told with the new facts each time it is back. */
  onBack(listener: (facts: T) => void): void
  /** Told once, in words, when it has died too often to be tried again. */
  onGone(listener: (words: string) => void): void
  close(): Promise<void>
}

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 4_000
/** About a minute and a half of trying. */
const MOST_TRIES = 30
/** A server that fails to start in its old place, because another program has its port, is left after a few seconds. */
const MAX_FAILED_STARTS = 6

/**
 * Starts a server and keeps it running. `start` gets the facts of the process before, or null the first time, when its
 * failure is the caller's to deal with.
 */
export async function keepServer<T>(
  start: (before: T | null) => Promise<ChildServer<T>>,
  { timers, random, log }: KeptServerEdges,
): Promise<KeptServer<T>> {
  const backListeners: ((facts: T) => void)[] = []
  const goneListeners: ((words: string) => void)[] = []
  let server = await start(null)
  let restarting: Promise<void> | undefined
  let cancel = () => {}
  let closed = false
  let tries = 0
  let failedStarts = 0
  const backoff = createBackoff({ firstMs: FIRST_PAUSE_MS, maxMs: LONGEST_PAUSE_MS, random })

  const follow = () => {
    server.onGone((words) => {
      log.error(words)
      if (!closed) again(words)
    })
  }

  const again = (words: string) => {
    cancel()
    if (tries >= MOST_TRIES || failedStarts >= MAX_FAILED_STARTS) {
      for (const listener of goneListeners.splice(0)) listener(words)
      return
    }
    const pause = backoff.next()
    tries += 1
    cancel = timers.after(pause, () => {
      restarting = restart()
    })
  }

  const restart = async () => {
    try {
      const next = await start(server.facts)
      server = next
      failedStarts = 0
      if (closed) return await next.close()
      follow()
      // One that dies young again is tried less and less often.
      cancel = timers.after(STABLE_AFTER_MS, () => {
        tries = 0
        backoff.reset()
      })
      for (const listener of backListeners) listener(next.facts)
    } catch (error) {
      failedStarts += 1
      log.error(reasonOf(error))
      if (!closed) again(reasonOf(error))
    }
  }

  follow()
  return {
    get facts() {
      return server.facts
    },
    request: (name, body, answer) => server.request(name, body, answer),
    onBack(listener) {
      backListeners.push(listener)
    },
    onGone(listener) {
      goneListeners.push(listener)
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
