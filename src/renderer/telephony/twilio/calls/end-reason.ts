import type { EndReason } from '../../../../shared/domain/phone.ts'

/**
 * The evidence about the end of a call. It never proves that a device rang: Twilio sends `ringing` as soon as it has accepted a
 * call, before it requests the application.
 */
export interface CallEndFacts {
  /** The progress of the call; `connected` means that its media was being connected or had been. */
  readonly state: 'ringing' | 'accepting' | 'connecting' | 'connected'
  /** Who ended it: the person here, the exchange (a hang-up or a cancel), or this program, which could not place or keep it. */
  readonly endedBy: 'user' | 'remote' | 'app'
  /** The SDK's error code; null without an error. */
  readonly code: number | null
  /** The code the exchange gave, where the SDK reports a general code in its place (`originalError.code`). */
  readonly originalCode: number | null
  /** Milliseconds since the exchange accepted a placed call (its `ringing`); 0 if it did not. */
  readonly elapsedMs: number
}

/** Errors that are reported by this computer, or by the exchange before it accepts a call. */
const LOCAL_REASONS: Readonly<Record<number, EndReason>> = {
  20101: 'not-allowed',
  20104: 'not-allowed',
  20151: 'not-allowed',
  31002: 'not-allowed',
  31201: 'not-allowed',
  31202: 'not-allowed',
  31203: 'not-allowed',
  31204: 'not-allowed',
  31205: 'not-allowed',
  31207: 'not-allowed',
  31401: 'microphone-denied',
  31402: 'microphone-missing',
}

/**
 * The exchange's codes for an unanswered call: 31000 plus a SIP status. A party that declines arrives as 31486,
 * or as 31600 if several parties were rung, exactly like a busy party.
 */
const REMOTE_REASONS: Readonly<Record<number, EndReason>> = {
  31403: 'not-allowed',
  31404: 'unreachable',
  31410: 'unreachable',
  31484: 'unreachable',
  31486: 'busy',
  31487: 'not-answered',
  31600: 'busy',
  // Twilio sends "Decline" when the application of our own account has failed. No person has declined.
  31603: 'application-error',
  31604: 'unreachable',
}

/** "Request timeout", "temporarily unavailable": an offline client, or one that rang without an answer. */
const UNAVAILABLE: ReadonlySet<number> = new Set([31408, 31480])

const CONNECTION_ERRORS: ReadonlySet<number> = new Set([
  31000, 31003, 31005, 31009, 31209, 53000, 53001, 53405,
])

/** Errors after which the SDK keeps a call that can never be heard. */
const FATAL: ReadonlySet<number> = new Set([53400, 53402])

/** An unreachable party is reported sooner than this; no device stops ringing unanswered in less time. In milliseconds. */
const UNREACHABLE_WITHIN_MS = 2_500
/** A call to an offline party ends after the application's response time, 15 s at most, plus a margin. In milliseconds. */
const RANG_AFTER_MS = 20_000

export function isFatal(code: number | null): boolean {
  return code !== null && FATAL.has(code)
}

/** The reason why a call ended, from all evidence. It is general if the evidence is not conclusive. */
export function endReasonOf(facts: CallEndFacts): EndReason {
  if (facts.endedBy === 'user') return localReason(facts.state)
  const code = facts.originalCode ?? facts.code
  switch (facts.state) {
    case 'connected':
      if (isFatal(code)) return 'failed'
      return code !== null && CONNECTION_ERRORS.has(code) ? 'connection-lost' : 'remote-hangup'
    case 'ringing':
    case 'accepting':
      return incoming(facts, code)
    case 'connecting':
      return outgoing(facts, code)
  }
}

function localReason(state: CallEndFacts['state']): EndReason {
  if (state === 'ringing') return 'rejected'
  return state === 'connecting' ? 'canceled' : 'local-hangup'
}

function incoming({ state, code: reported }: CallEndFacts, code: number | null): EndReason {
  if (state === 'ringing' || code === null) return 'missed'
  const local = reported === code ? LOCAL_REASONS[code] : undefined
  if (local !== undefined) return local
  if (CONNECTION_ERRORS.has(code)) return 'connection-lost'
  // The caller had hung up before the call could be connected.
  return UNAVAILABLE.has(code) || REMOTE_REASONS[code] === 'not-answered' ? 'missed' : 'failed'
}

function outgoing({ endedBy, code: reported, elapsedMs }: CallEndFacts, code: number | null): EndReason {
  // A hang-up without a reason: the application hung up, or the call was not answered.
  if (code === null) return endedBy === 'remote' ? 'not-answered' : 'failed'
  // 31401 and 31402 are microphone errors when the SDK reports them, and SIP statuses when the exchange does.
  const local = reported === code || code < 31_400 ? LOCAL_REASONS[code] : undefined
  if (local !== undefined) return local
  if (UNAVAILABLE.has(code)) return unavailable(elapsedMs)
  return REMOTE_REASONS[code] ?? (CONNECTION_ERRORS.has(code) ? 'connection-lost' : 'failed')
}

function unavailable(elapsedMs: number): EndReason {
  if (elapsedMs < UNREACHABLE_WITHIN_MS) return 'unreachable'
  return elapsedMs < RANG_AFTER_MS ? 'not-answered' : 'no-answer'
}
