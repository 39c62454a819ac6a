import type { StorageProblem } from '../../shared/contract.ts'
import { codeOf } from '../diagnostics/error-code.ts'
import { reasonOf, type Log } from '../log.ts'
import type { Timers } from '../timers.ts'

/** Writes files, and again where writing fails: what the person did goes on meanwhile. */
export interface RetryingWriter {
  /**
   * Calls `write`, which throws when it fails: now, and after a failure again until it succeeds. A new `write` for the same file
   * takes the place of one that waits. Never throws.
   */
  write(file: string, write: () => void): void
  /** Tries once more what is not written yet. For the end of the program. */
  flush(): void
}

export interface RetryingWriterDeps {
  readonly timers: Timers
  readonly log: Log
  /** Why something is not written, as soon as it is known; null when all of it is. */
  readonly onProblem: (problem: StorageProblem | null) => void
}

/** Milliseconds. */
const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 30_000

export function createRetryingWriter({ timers, log, onProblem }: RetryingWriterDeps): RetryingWriter {
  const waiting = new Map<string, { readonly write: () => void; readonly code: string }>()
  let delayMs = FIRST_RETRY_MS
  let isScheduled = false

  const attempt = (file: string, write: () => void) => {
    const before = waiting.get(file)
    waiting.delete(file)
    try {
      write()
      if (before !== undefined) log.info(`${file} is written again.`)
    } catch (error) {
      const code = codeOf(error)
      waiting.set(file, { write, code })
      if (before?.code !== code)
        log.error(`${file} could not be written, and is tried again: ${reasonOf(error)}`)
    }
  }
  const attemptAll = () => {
    // Taken before, since an attempt that fails goes back to the end of the map.
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
    timers.after(delayMs, () => {
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
