import type { CallId, Timestamp } from '../../../../shared/domain/phone.ts'
import type { DtmfQueue } from './dtmf-queue.ts'
import type { SdkCall } from '../sdk/sdk-port.ts'

/**
 * One live call of the SDK. Its state follows the SDK's `Call`, not the call state of the phone:
 *
 *     ringing ──> accepting ──> connected <── connecting
 *
 * A ringing call whose signalling socket closed is stale: the SDK's `Call` can no longer be accepted. It is released,
 * and the TrackedCall waits for the exchange to send the invite again.
 */
export interface TrackedCall {
  readonly id: CallId
  readonly direction: 'incoming' | 'outgoing'
  /** The CallSid of the invite; null for an outgoing call. */
  readonly incomingSid: string | null
  state: 'ringing' | 'accepting' | 'connecting' | 'connected'
  /** Null until `connect` has resolved for an outgoing call, and while stale. */
  call: SdkCall | null
  /** When the exchange accepted a placed call (its `ringing`). Null before, and for an incoming call. */
  ringingAt: Timestamp | null
  /** The last error reported for the call: see `parseSdkError`. */
  code: number | null
  originalCode: number | null
  detail: string | null
  stopListening: () => void
  /** Null until the first digit. */
  dtmf: DtmfQueue | null
  /** Set while stale: cancels the timeout that ends the call. */
  cancelExpiry: (() => void) | null
}

/** A new call. `incomingSid` is null for an outgoing one. */
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

/** The CallSid, or null if the SDK has none yet. */
export function sidOf({ call }: TrackedCall): string | null {
  return call?.parameters['CallSid']?.slice(0, 100) ?? null
}
