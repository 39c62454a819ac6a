import type { CallId, Timestamp } from '../../../../shared/domain/phone.ts'
import type { DtmfQueue } from './dtmf-queue.ts'
import type { SdkCall } from '../sdk/sdk-port.ts'

/**
 * One live call of the SDK. The stages are those of the SDK's `Call`, not the phone's phases:
 *
 *     ringing ──> answering ──> open <── dialling
 *
 * A ringing call whose signalling socket dropped is `stale`: its live object can no longer be answered, so it is
 * let go, and the entry waits a while for the exchange to invite again.
 */
export interface TrackedCall {
  readonly id: CallId
  readonly direction: 'incoming' | 'outgoing'
  /** The CallSid an incoming call came with. */
  readonly incomingSid: string | null
  state: 'ringing' | 'accepting' | 'connecting' | 'connected'
  /** Null while an outgoing call is being made, and for a stale one. */
  call: SdkCall | null
  /** When the exchange accepted a placed call (its `ringing`). Null before, and for an incoming call. */
  ringingAt: Timestamp | null
  /** The last error reported for the call, as an `SdkProblem`. */
  code: number | null
  originalCode: number | null
  detail: string | null
  stopListening: () => void
  /** Null until the first digit. */
  dtmf: DtmfQueue | null
  /** Set while stale: forgets that it is to be given up. */
  cancelExpiry: (() => void) | null
}

/** A new call; `invitedAs` is null for one placed here. */
export function newTrackedCall(id: CallId, incomingSid: string | null): TrackedCall {
  return {
    id,
    direction: incomingSid === null ? 'outgoing' : 'incoming',
    incomingSid,
    state: incomingSid === null ? 'connecting' : 'ringing',
    ringingAt: null,
    call: null,
    code: null,
    originalCode: null,
    detail: null,
    stopListening: () => undefined,
    dtmf: null,
    cancelExpiry: null,
  }
}

/** The CallSid, once the SDK knows one that is Twilio's. */
export function sidOf(entry: TrackedCall): string | null {
  return entry.call?.parameters['CallSid']?.slice(0, 100) ?? null
}
