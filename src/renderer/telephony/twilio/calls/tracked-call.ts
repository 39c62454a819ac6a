import type { CallId, Timestamp } from '../../../../shared/domain/phone.ts'
import type { DigitPace } from './dtmf-queue.ts'
import type { SdkCall } from '../sdk/sdk-port.ts'

/**
 * One live call of the SDK. The stages are those of the SDK's `Call`, not the phone's phases:
 *
 *     ringing ──> answering ──> open <── dialling
 *
 * A ringing call whose signalling socket dropped is `stale`: its live object can no longer be answered, so it is
 * let go, and the entry waits a while for the exchange to invite again.
 */
export interface Entry {
  readonly id: CallId
  readonly direction: 'incoming' | 'outgoing'
  /** The CallSid an incoming call came with. */
  readonly invitedAs: string | null
  stage: 'ringing' | 'answering' | 'dialling' | 'open'
  /** Null while an outgoing call is being made, and for a stale one. */
  call: SdkCall | null
  /** When the exchange accepted a placed call (its `ringing`). Null before, and for an incoming call. */
  takenAt: Timestamp | null
  /** The last error reported for the call, as an `SdkProblem`. */
  code: number | null
  originalCode: number | null
  detail: string | null
  stopListening: () => void
  /** Null until the first digit. */
  digits: DigitPace | null
  /** Set while stale: forgets that it is to be given up. */
  cancelRetirement: (() => void) | null
}

/** A new call; `invitedAs` is null for one placed here. */
export function newEntry(id: CallId, invitedAs: string | null): Entry {
  return {
    id,
    direction: invitedAs === null ? 'outgoing' : 'incoming',
    invitedAs,
    stage: invitedAs === null ? 'dialling' : 'ringing',
    takenAt: null,
    call: null,
    code: null,
    originalCode: null,
    detail: null,
    stopListening: () => undefined,
    digits: null,
    cancelRetirement: null,
  }
}

/** The CallSid, once the SDK knows one that is Twilio's. */
export function sidOf(entry: Entry): string | null {
  return entry.call?.parameters['CallSid']?.slice(0, 100) ?? null
}
