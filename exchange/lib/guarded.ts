import type { Clock } from './clock.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import { type Log, errorLocation } from './log.ts'

/**
 * Wraps a function so that its errors are logged. For listeners and timers: no caller handles their errors, which would end the
 * process and every call.
 */
export function guarded<A extends unknown[]>(
  log: Log,
  what: string,
  run: (...args: A) => unknown,
): (...args: A) => void {
  return (...args) => {
    try {
      run(...args)
    } catch (error) {
      log('error', 'listener-failed', { what, problem: errorMessage(error), where: errorLocation(error) })
    }
  }
}

/** Runs `listener` once when `signal` aborts; errors are logged. Returns a function that removes the listener. */
export function onAbort(signal: AbortSignal, log: Log, listener: () => void): () => void {
  const listen = guarded(log, 'abort', listener)
  signal.addEventListener('abort', listen, { once: true })
  return () => signal.removeEventListener('abort', listen)
}

/** A clock whose timers log their errors. */
export function guardedClock(clock: Clock, log: Log): Clock {
  return { now: () => clock.now(), setTimeout: (run, ms) => clock.setTimeout(guarded(log, 'timer', run), ms) }
}

/** Logs the rejection of a promise that is not awaited. */
export function detach(promise: Promise<unknown>, log: Log, what: string): void {
  promise.catch((error: unknown) =>
    log('error', 'task-failed', { what, problem: errorMessage(error), where: errorLocation(error) }),
  )
}
