import type { Timestamp } from '../../shared/phone.ts'
import type { Log } from '../log.ts'

export interface GlobalErrorsDeps {
  /** The part of Node's `process` used here. */
  readonly process: {
    on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown
  }
  readonly log: Log
  readonly clock: () => Timestamp
  /** Called once, when `MAX_ERRORS` errors came within a minute: something is broken for good. */
  readonly onTooMany: () => void
}

export const MAX_ERRORS = 20
const WITHIN_MS = 60_000

/**
 * Logs errors that nothing caught, and goes on: a call may be in progress, and Electron's own answer is a dialog that stops
 * everything.
 */
export function installGlobalErrorHandlers({ process, log, clock, onTooMany }: GlobalErrorsDeps): void {
  let recent: Timestamp[] = []
  let isReported = false
  const count = () => {
    const now = clock()
    recent = [...recent.filter((at) => now - at < WITHIN_MS), now]
    if (recent.length < MAX_ERRORS || isReported) return
    isReported = true
    log.error(`${MAX_ERRORS} errors that nothing caught came within a minute.`)
    onTooMany()
  }
  process.on('uncaughtException', (error) => {
    log.error('An error was not caught:', error)
    count()
  })
  process.on('unhandledRejection', (reason) => {
    log.error('A rejected promise was not handled:', reason)
    count()
  })
}
