import { inWords, type Log, placeOf } from './log.ts'

/** More errors than this within a minute, and going on makes no sense. */
const MAX_ERRORS = 20
const WINDOW_MS = 60_000

/** What is used of Node's `process`. */
export interface ProcessErrors {
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown
  exit(code: number): void
}

/**
 * Keeps the calls of everybody when an error reaches the event loop: it is logged with its place, and the process goes
 * on. Unhandled rejections arrive here too. A process that fails again and again ends with code 1.
 */
export function installLastResort(
  log: Log,
  { process, now }: { readonly process: ProcessErrors; readonly now: () => number },
): void {
  let errors: number[] = []
  process.on('uncaughtException', (error) => {
    const at = now()
    errors = [...errors.filter((earlier) => at - earlier < WINDOW_MS), at]
    if (errors.length > MAX_ERRORS) return process.exit(1)
    log('error', 'uncaught-exception', { problem: inWords(error), where: placeOf(error) })
  })
}
