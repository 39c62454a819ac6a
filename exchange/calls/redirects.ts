import type { CallerLeg } from '../model/leg-types.ts'
import type { EntryPoint } from './twiml-client.ts'

/** Redirects of a call from outside its TwiML, by the REST API. */
export interface Redirects {
  /** Aborted when the call has to leave its current document. */
  readonly signal: AbortSignal
  /** False when it is too late, because the call is ending. */
  redirectTo(start: EntryPoint): boolean
  /** Returns the requested entry point once, and then accepts the next redirect. */
  take(): EntryPoint | undefined
  /** Refuses all further redirects. */
  close(): void
}

export function createRedirects(): Redirects {
  let leaving = new AbortController()
  let next: EntryPoint | undefined
  let closed = false
  return {
    get signal() {
      return leaving.signal
    },
    redirectTo(start) {
      if (closed) return false
      next = start
      leaving.abort()
      return true
    },
    take() {
      const start = next
      next = undefined
      if (leaving.signal.aborted) leaving = new AbortController()
      return start
    },
    close: () => void (closed = true),
  }
}

/** The caller for the verbs of one document: `ended` is also aborted when the call leaves that document. */
export function withinDocument(caller: CallerLeg, leaving: AbortSignal): CallerLeg {
  return {
    ...caller,
    ended: AbortSignal.any([caller.ended, leaving]),
    get status() {
      return caller.status
    },
    get hangupCause() {
      return caller.hangupCause
    },
    get answeredAt() {
      return caller.answeredAt
    },
    get endedAt() {
      return caller.endedAt
    },
    get digits() {
      return caller.digits
    },
  }
}
