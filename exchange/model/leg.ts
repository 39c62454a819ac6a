import type { Meter } from '../media/metering/meter.ts'
import type { Voice } from '../media/voice.ts'
import type { CallStatus, HangupCause } from './hangup-causes.ts'

/**
 * A leg is one party's part in a call, with its own CallSid. Its states:
 *
 *   initiated ──> ringing ──> in-progress ──> completed
 *        └───────────┴──> busy | no-answer | canceled | failed
 *
 * A leg never returns to an earlier state. It ends once, with the first cause; later causes are ignored.
 */
export interface Leg {
  readonly sid: string
  readonly parentSid: string | undefined
  readonly kind: 'client' | 'party'
  /** As in Twilio's API: `inbound` arrived at the exchange, `outbound-dial` was created by a `<Dial>`. */
  readonly direction: 'inbound' | 'outbound-dial' | 'outbound-api'
  readonly from: string
  readonly to: string
  readonly status: CallStatus
  readonly hangupCause: HangupCause | undefined
  readonly startedAt: number
  readonly answeredAt: number | undefined
  readonly endedAt: number | undefined
  /** The last 1000 digits from the party. */
  readonly digits: string
  /** Aborted when the leg has ended. */
  readonly ended: AbortSignal
  readonly voice: Voice
  /** Meters the audio from this party. */
  readonly inboundMeter: Meter
  /** Meters the audio to this party. */
  readonly outboundMeter: Meter
}

/** The time in seconds since the leg was answered, until now or until it ended. */
export function durationOf(leg: Leg, now: number): number {
  return leg.answeredAt === undefined ? 0 : Math.round(((leg.endedAt ?? now) - leg.answeredAt) / 1000)
}
