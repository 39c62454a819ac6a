import type { LogLine } from '../../shared/ipc/log.ts'
import type { ActionResult } from '../../shared/ipc/contract.ts'
import type { Log } from '../lib/log.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'

interface PageLogDeps {
  readonly log: Log
  readonly clock: () => Timestamp
}

const WINDOW_MS = 60_000
/** Lines of pages written per interval, so that a page in a loop cannot fill the disk. */
const MAX_LINES = 200

/**
 * Writes the log lines of pages to main's log, marked as theirs. Control characters become spaces, except line breaks,
 * which are indented, so that a page cannot imitate a line of main. At most `MAX_LINES` a minute; further lines are counted and
 * dropped.
 */
export function createPageLogWriter({ log, clock }: PageLogDeps): (line: LogLine) => ActionResult {
  let windowStart = clock()
  let written = 0
  let dropped = 0

  return ({ level, text }) => {
    const now = clock()
    if (now - windowStart >= WINDOW_MS || now < windowStart) {
      if (dropped > 0) log.warn(`Page: ${dropped} lines were dropped.`)
      windowStart = now
      written = 0
      dropped = 0
    }
    if (written >= MAX_LINES) {
      dropped += 1
      return { ok: true }
    }
    written += 1
    log[level](`Page: ${harmless(text)}`)
    return { ok: true }
  }
}

function harmless(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/gu, ' ')
    .replaceAll('\n', '\n    ')
}
