import type { StorageProblem } from '../../../shared/ipc/contract.ts'
import { errorCode } from '../error-code.ts'
import { errorMessage, type Log } from '../log.ts'
import type { Disposable } from '../disposable.ts'
import type { Timers } from '../timers.ts'

/** Writes files and repeats failed writes in the background. */
export interface RetryingWriter extends Disposable {
  /**
   * Calls `write`, which throws on failure, now and again after each failure until it succeeds. A new `write` for the same file
   * replaces a pending one. Never throws.
   */
  write(file: string, write: () => void): void
  /** Tries all pending writes once more. */
  flush(): void
  /** Flushes, and tries no more. */
  dispose(): void
}

export interface RetryingWriterDeps {
  readonly timers: Timers
  readonly log: Log
  /** The error of the latest failed write; null when everything is written. */
  readonly onProblem: (problem: StorageProblem | null) => void
}

/** Milliseconds. */
const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 30_000

export function createRetryingWriter({ timers, log, onProblem }: RetryingWriterDeps): RetryingWriter {
  const waiting = new Map<string, { readonly write: () => void; readonly code: string }>()
  let delayMs = FIRST_RETRY_MS
  let isScheduled = false
  let cancelRetry = () => {}

  const attempt = (file: string, write: () => void) => {
    const before = waiting.get(file)
    waiting.delete(file)
    try {
      write()
      if (before !== undefined) log.info(`${file} is written again.`)
    } catch (error) {
      const code = errorCode(error)
      waiting.set(file, { write, code })
      if (before?.code !== code) log.error(`${file} could not be written; retrying: ${errorMessage(error)}`)
    }
  }
  const attemptAll = () => {
    // The entries are copied first, because a failed attempt moves its entry to the end of the map.
    for (const [file, { write }] of Array.from(waiting)) attempt(file, write)
  }
  const settle = () => {
    const [first] = waiting.values()
    onProblem(first === undefined ? null : problemOf(first.code))
    if (first === undefined) delayMs = FIRST_RETRY_MS
    else schedule()
  }
  const schedule = () => {
    if (isScheduled) return
    isScheduled = true
    cancelRetry = timers.after(delayMs, () => {
      isScheduled = false
      delayMs = Math.min(delayMs * 2, MAX_RETRY_MS)
      attemptAll()
      settle()
    })
  }

  return {
    write(file, write) {
      attempt(file, write)
      settle()
    },
    flush: attemptAll,
    dispose() {
      attemptAll()
      cancelRetry()
    },
  }
}

function problemOf(code: string): StorageProblem {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'disk-full'
    case 'EROFS':
      return 'read-only'
    case 'EACCES':
    case 'EPERM':
      return 'not-allowed'
    default:
      return 'other'
  }
}
