import { createBackoff } from '../../../../../common/lib/backoff.ts'
import { MAX_RETRY_MS } from '../../../../shared/domain/signalling-timing.ts'
import type { After } from './token-refresh.ts'

/** The first delay after a socket ended. */
const FIRST_RETRY_MS = 150
/** While a socket is open or being opened, the attempt is repeated this often. */
const REPEAT_MS = 3_000
/** A server may request a longer delay than `MAX_RETRY_MS`, up to the SDK's limit of 60 s. */
const MAX_RETRY_AFTER_MS = 60_000

interface RetryLoopDeps {
  readonly after: After
  /** A monotonic clock, in ms. */
  readonly uptime: () => number
  /** From 0 to 1. */
  readonly random: () => number
  /** Tries to register. Another attempt follows in any case, also if it throws. */
  readonly attempt: () => void
}

/**
 * Schedules all attempts to register. From `start` until `stop` exactly one attempt is scheduled, at most `MAX_RETRY_MS` from now
 * unless the server requested a longer delay.
 */
export interface RetryLoop {
  readonly running: boolean
  /** When the opening of the last socket began, by `uptime`; null before the first one, and once the line is acknowledged. */
  readonly openingAt: number | null
  /** The line is not acknowledged: starts the attempts unless they have started already. */
  start(): void
  /** The line is acknowledged, or closed. */
  stop(): void
  /** A socket is about to be opened. */
  opening(): void
  /** A socket ended: the next attempt follows after a growing delay. */
  socketClosed(): void
  /** The current attempt made progress: the next one is postponed, counted from now. */
  progress(): void
  /** Makes the next attempt at once, regardless of a delay that the server requested. */
  retryNow(): void
  /** The server requested that no attempt is made within `ms`. */
  retryAfter(ms: number): void
}

export function createRetryLoop({ after, uptime, random, attempt }: RetryLoopDeps): RetryLoop {
  const backoff = createBackoff({ firstMs: FIRST_RETRY_MS, maxMs: MAX_RETRY_MS, random })
  let cancel: (() => void) | null = null
  let openingAt: number | null = null
  let notBefore = -Infinity

  function plan(ms: number): void {
    cancel?.()
    cancel = after(Math.max(ms, notBefore - uptime(), 0), run)
  }

  const repeat = () => REPEAT_MS * (0.7 + random() * 0.3)

  function run(): void {
    // Scheduled before the attempt, which may throw.
    plan(repeat())
    attempt()
  }

  function stop(): void {
    cancel?.()
    cancel = null
    openingAt = null
    notBefore = -Infinity
    backoff.reset()
  }

  return {
    get running() {
      return cancel !== null
    },
    get openingAt() {
      return openingAt
    },
    start() {
      if (!cancel) plan(repeat())
    },
    stop,
    opening() {
      openingAt = uptime()
    },
    socketClosed() {
      // The duration of the attempt counts towards its delay.
      const spent = openingAt === null ? 0 : uptime() - openingAt
      plan(backoff.next() - spent)
    },
    progress() {
      plan(repeat())
    },
    retryNow() {
      notBefore = -Infinity
      backoff.reset()
      run()
    },
    retryAfter(ms) {
      notBefore = uptime() + Math.min(ms, MAX_RETRY_AFTER_MS)
      if (cancel) plan(0)
    },
  }
}
