import { errorMessage } from '../../common/lib/error-message.ts'
import { type Log, errorLocation } from './log.ts'

/** After more errors than this within a minute the process exits. */
const MAX_ERRORS = 20
const WINDOW_MS = 60_000

/** The part of Node's `process` used here. */
export interface ProcessErrors {
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown
  exit(code: number): void
}

/**
 * Keeps all calls running when an error reaches the event loop: the error is logged with its location, and the process continues.
 * This includes unhandled rejections. After repeated errors the process exits with code 1.
 */
export function installGlobalErrorHandlers(
  log: Log,
  { process, now }: { readonly process: ProcessErrors; readonly now: () => number },
): void {
  let errors: number[] = []
  process.on('uncaughtException', (error) => {
    const at = now()
    errors = [...errors.filter((earlier) => at - earlier < WINDOW_MS), at]
    if (errors.length > MAX_ERRORS) return process.exit(1)
    log('error', 'uncaught-exception', { problem: errorMessage(error), where: errorLocation(error) })
  })
}
