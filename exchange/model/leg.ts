import type { Meter } from '../media/metering/meter.ts'
import type { Voice } from '../media/voice.ts'
import type { CallStatus, HangupCause } from './hangup-causes.ts'

/**
 * A leg is one party's part in a call, with a CallSid of its own. Its life:
 *
 *   initiated ──> ringing ──> in-progress ──> completed
 *        └───────────┴──> busy | no-answer | canceled | failed
 *
 * It only ever moves forward, and ends once: whoever ends it first says why, and later words change nothing.
 */
export interface Leg {
  readonly sid: string
  readonly parentSid: string | undefined
  readonly kind: 'client' | 'party'
  /** As Twilio names it: `inbound` came to the exchange, `outbound-dial` was made by a `<Dial>`. */
  readonly direction: 'inbound' | 'outbound-dial' | 'outbound-api'
  readonly from: string
  readonly to: string
  readonly status: CallStatus
  readonly hangupCause: HangupCause | undefined
  readonly startedAt: number
  readonly answeredAt: number | undefined
  readonly endedAt: number | undefined
  /** Every digit the party pressed. */
  readonly digits: string
  /** Aborted once the leg is over. */
  readonly ended: AbortSignal
  readonly voice: Voice
  /** Audio from this party, as it arrived here. */
  readonly inboundMeter: Meter
  /** Audio to this party, as it left here. */
  readonly outboundMeter: Meter
}

/** Seconds a leg was (or has been) open. */
export function durationOf(leg: Leg, now: number): number {
  return leg.answeredAt === undefined ? 0 : Math.round(((leg.endedAt ?? now) - leg.answeredAt) / 1000)
}
