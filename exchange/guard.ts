import type { Clock } from './clock.ts'
import { inWords, type Log, placeOf } from './log.ts'

/**
 * The same function, whose errors are logged. For listeners and timers: an error in one of those has no caller that
 * could handle it, and ends the process with every call.
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
      log('error', 'listener-failed', { what, problem: inWords(error), where: placeOf(error) })
    }
  }
}

/** Runs `listener` once when `signal` aborts; errors are logged. Answers how to stop listening. */
export function onAbort(signal: AbortSignal, log: Log, listener: () => void): () => void {
  const listen = guarded(log, 'abort', listener)
  signal.addEventListener('abort', listen, { once: true })
  return () => signal.removeEventListener('abort', listen)
}

/** A clock whose timers log their errors. */
export function guardedClock(clock: Clock, log: Log): Clock {
  return { now: () => clock.now(), after: (ms, run) => clock.after(ms, guarded(log, 'timer', run)) }
}

/** Logs what a promise that is not waited for rejects with. */
export function detach(promise: Promise<unknown>, log: Log, what: string): void {
  promise.catch((error: unknown) =>
    log('error', 'task-failed', { what, problem: inWords(error), where: placeOf(error) }),
  )
}
