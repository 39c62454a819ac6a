import type { Ending } from '../../../shared/phone.ts'

/**
 * Everything that is known about the end of a call. That something rang is never known: Twilio sends `ringing` as soon
 * as it has taken a call, before it asks what to do with it.
 */
export interface EndEvidence {
  /** How far the call had come; `open` means that its media was being connected. */
  readonly stage: 'ringing' | 'answering' | 'dialling' | 'open'
  /** The person here, the exchange (a hang-up or a cancel), or this program, which could not place or keep it. */
  readonly endedBy: 'person' | 'exchange' | 'program'
  /** The SDK's error code; null without an error. */
  readonly code: number | null
  /** The code the exchange gave, where the SDK reports a general code in its place (`originalError.code`). */
  readonly originalCode: number | null
  /** Milliseconds since the exchange took a placed call (its `ringing`); 0 when it did not. */
  readonly elapsedMs: number
}

/** Errors that this computer reports, or the exchange before it takes a call. */
const LOCAL: Readonly<Record<number, Ending>> = {
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
 * The exchange's reasons for a call that nobody took: 31000 and a SIP status. A party that declines arrives as 31486,
 * or as 31600 where several were rung, exactly like one that is busy.
 */
const REFUSED: Readonly<Record<number, Ending>> = {
  31403: 'not-allowed',
  31404: 'unreachable',
  31410: 'unreachable',
  31484: 'unreachable',
  31486: 'busy',
  31487: 'not-answered',
  31600: 'busy',
  // "Decline" is what Twilio says when the application of our own account failed. No person has declined.
  31603: 'service-failed',
  31604: 'unreachable',
}

/** "Request timeout", "temporarily unavailable": a client that is offline, and one that rang in vain. */
const UNAVAILABLE: ReadonlySet<number> = new Set([31408, 31480])

const BROKEN_OFF: ReadonlySet<number> = new Set([31000, 31003, 31005, 31009, 31209, 53000, 53001, 53405])

/** Errors after which the SDK keeps a call that can never be heard. */
const HOPELESS: ReadonlySet<number> = new Set([53400, 53402])

/** Nothing rings in vain for less: whoever cannot be reached is reported sooner. */
const UNREACHABLE_WITHIN_MS = 2_500
/** A call to somebody offline takes the application's time, 15 s at most, and a moment. */
const RANG_AFTER_MS = 20_000

export function isHopeless(code: number | null): boolean {
  return code !== null && HOPELESS.has(code)
}

/** Why a call ended, from all that is known. Where the evidence is not enough the answer does not say more. */
export function endingOf(evidence: EndEvidence): Ending {
  if (evidence.endedBy === 'person') return endedHere(evidence.stage)
  const code = evidence.originalCode ?? evidence.code
  switch (evidence.stage) {
    case 'open':
      if (isHopeless(code)) return 'failed'
      return code !== null && BROKEN_OFF.has(code) ? 'connection-lost' : 'hung-up-remotely'
    case 'ringing':
    case 'answering':
      return incoming(evidence, code)
    case 'dialling':
      return outgoing(evidence, code)
  }
}

function endedHere(stage: EndEvidence['stage']): Ending {
  if (stage === 'ringing') return 'rejected'
  return stage === 'dialling' ? 'given-up' : 'hung-up'
}

function incoming({ stage, code: reported }: EndEvidence, code: number | null): Ending {
  if (stage === 'ringing' || code === null) return 'missed'
  const local = reported === code ? LOCAL[code] : undefined
  if (local !== undefined) return local
  if (BROKEN_OFF.has(code)) return 'connection-lost'
  // The caller was gone before the call could be connected.
  return UNAVAILABLE.has(code) || REFUSED[code] === 'not-answered' ? 'missed' : 'failed'
}

function outgoing({ endedBy, code: reported, elapsedMs }: EndEvidence, code: number | null): Ending {
  // A hang-up without a reason: the application hung up, or nobody took the call.
  if (code === null) return endedBy === 'exchange' ? 'not-answered' : 'failed'
  // 31401 and 31402 are the microphone's when the SDK reports them, and SIP's when the exchange does.
  const local = reported === code || code < 31_400 ? LOCAL[code] : undefined
  if (local !== undefined) return local
  if (UNAVAILABLE.has(code)) return unavailable(elapsedMs)
  return REFUSED[code] ?? (BROKEN_OFF.has(code) ? 'connection-lost' : 'failed')
}

function unavailable(elapsedMs: number): Ending {
  if (elapsedMs < UNREACHABLE_WITHIN_MS) return 'unreachable'
  return elapsedMs < RANG_AFTER_MS ? 'not-answered' : 'no-answer'
}
