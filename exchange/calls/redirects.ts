import type { CallerLeg } from '../model/leg-types.ts'
import type { EntryPoint } from './twiml-client.ts'

/** Where a call is to go instead of on, said by somebody who is not its application. */
export interface Redirects {
  /** Aborted as soon as the call is to leave the document it is in. */
  readonly signal: AbortSignal
  /** False when it is too late: the call is on its way out. */
  redirectTo(start: EntryPoint): boolean
  /** Where to, once; from then on the next redirect is waited for. */
  take(): EntryPoint | undefined
  /** Nothing is carried out any more. */
  close(): void
}

export function createRedirects(): Redirects {
  let left = new AbortController()
  let next: EntryPoint | undefined
  let closed = false
  return {
    get signal() {
      return left.signal
    },
    redirectTo(start) {
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
export function withinDocument(caller: CallerLeg, left: AbortSignal): CallerLeg {
  const gone = AbortSignal.any([caller.ended, left])
  return new Proxy(caller, { get: (leg, name) => (name === 'ended' ? gone : Reflect.get(leg, name)) })
}
