import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Log } from '../lib/log.ts'

export interface GlobalErrorsDeps {
  /** The part of Node's `process` used here. */
  readonly process: {
    on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown
  }
  readonly log: Log
  readonly clock: () => Timestamp
  /** Called once, when `MAX_ERRORS` errors have occurred within a minute: continuing makes no sense. */
  readonly onTooMany: () => void
}

export const MAX_ERRORS = 20
const WITHIN_MS = 60_000

/**
 * Logs uncaught errors and lets the process continue, because a call may be in progress. Electron's default handler shows a dialog
 * that blocks the process.
 */
export function installGlobalErrorHandlers({ process, log, clock, onTooMany }: GlobalErrorsDeps): void {
  let recent: Timestamp[] = []
  let isReported = false
  const count = () => {
    const now = clock()
    recent = [...recent.filter((at) => now - at < WITHIN_MS), now]
    if (recent.length < MAX_ERRORS || isReported) return
    isReported = true
    log.error(`${MAX_ERRORS} uncaught errors occurred within a minute.`)
    onTooMany()
  }
  process.on('uncaughtException', (error) => {
    log.error('Uncaught error:', error)
    count()
  })
  process.on('unhandledRejection', (reason) => {
    log.error('Unhandled rejection:', reason)
    count()
  })
}
