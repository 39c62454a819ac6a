import type { CallerLeg } from '../model/leg-types.ts'
import type { Start } from './twiml-client.ts'

/** Where a call is to go instead of on, said by somebody who is not its application. */
export interface Redirects {
  /** Aborted as soon as the call is to leave the document it is in. */
  readonly signal: AbortSignal
  /** False when it is too late: the call is on its way out. */
  to(start: Start): boolean
  /** Where to, once; from then on the next redirect is waited for. */
  take(): Start | undefined
  /** Nothing is carried out any more. */
  close(): void
}

export function createRedirects(): Redirects {
  let left = new AbortController()
  let next: Start | undefined
  let closed = false
  return {
    get signal() {
      return left.signal
    },
    to(start) {
      if (closed) return false
      next = start
      left.abort()
      return true
    },
    take() {
      const start = next
      next = undefined
      if (left.signal.aborted) left = new AbortController()
      return start
    },
    close: () => void (closed = true),
  }
}

/** The caller as the verbs of one document see it: gone, too, when the call has left that document. */
export function within(caller: CallerLeg, left: AbortSignal): CallerLeg {
  const gone = AbortSignal.any([caller.gone, left])
  return new Proxy(caller, { get: (leg, name) => (name === 'gone' ? gone : Reflect.get(leg, name)) })
}
