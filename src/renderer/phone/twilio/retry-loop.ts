import { createBackoff } from '../../../../common/backoff.ts'
import { MAX_RETRY_MS } from '../../../shared/signalling-times.ts'
import type { After } from './renewal.ts'

/** The first delay after a socket ended. */
const FIRST_RETRY_MS = 150
/** While a socket is open or being opened, what was sent is sent again this often. */
const REPEAT_MS = 3_000
/** A server may ask for a longer delay than `MAX_RETRY_MS`, but not for a longer one than the SDK grants: 60 s. */
const MAX_RETRY_AFTER_MS = 60_000

interface RetryLoopOptions {
  readonly after: After
  /** A clock that only goes forward, in ms. */
  readonly uptime: () => number
  /** From 0 to 1. */
  readonly random: () => number
  /** Tries to register. Whatever it does, and though it throws, another attempt follows. */
  readonly attempt: () => void
}

/**
 * The one owner of the next attempt to register. From `start` until `stop` exactly one attempt is due, at most
 * `MAX_RETRY_MS` from now unless the server asked for more.
 */
export interface RetryLoop {
  readonly running: boolean
  /** When the last socket began to be opened, by `uptime`; null before the first, and once the line is acknowledged. */
  readonly openingAt: number | null
  /** The line is not acknowledged: attempts follow. Does nothing while they do. */
  start(): void
  /** The line is acknowledged, or closed. */
  stop(): void
  /** A socket is about to be opened. */
  opening(): void
  /** A socket ended: the next attempt follows after a delay that grows from one to the next. */
  socketClosed(): void
  /** Something went forward: the next attempt is due in a while, counted from now. */
  progress(): void
  /** The next attempt is made at once, whatever the server asked for. */
  now(): void
  /** The server asked for no attempt within `ms`. */
  retryAfter(ms: number): void
}

export function createRetryLoop({ after, uptime, random, attempt }: RetryLoopOptions): RetryLoop {
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
    // Planned before anything can go wrong.
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
      // An attempt that took long has used up its delay.
      const spent = openingAt === null ? 0 : uptime() - openingAt
      plan(backoff.next() - spent)
    },
    progress() {
      plan(repeat())
    },
    now() {
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
