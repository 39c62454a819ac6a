/**
 * The state of the telephone: one plain value, the same in the renderer (which owns it) and in main (which
 * keeps a read-only replica). It holds timestamps, never ticking durations, and nothing that is alive.
 *
 * The registration:
 *
 *     offline ──> connecting ──> registered     registered only after the SDK's `registered` event
 *        ^            │             │
 *        └────────────┴─────────────┘           the network, the token service or the signalling was lost
 *     rejected                                  the token was not accepted: the user has to act
 *
 * An incoming call:                             An outgoing call:
 *
 *     ringing ──> accepting ──> connected       connecting ──> remote-ringing ──> connected
 *        │            │           │ ^               │                │              │ ^
 *        v            v           v └─ reconnecting v                v              v └─ reconnecting
 *      ended        ended       ended             ended            ended          ended
 *
 * `ended` is final: an ended call never becomes active again, and at most one call is open (or reconnecting) at a time.
 */

import type { LiveCall, Phone } from './phone-schemas.ts'

export type {
  EndedCall,
  EndReason,
  Registration,
  LiveCall,
  OfflineReason,
  Party,
  Phone,
  RejectionReason,
} from './phone-schemas.ts'
export { MAX_ENDED_CALLS, MAX_LIVE_CALLS } from './phone-limits.ts'

/** Milliseconds since 1970, as `Date.now()` gives them. */
export type Timestamp = number

/** Offhook's own name for one call, unique for as long as the program runs. */
export type CallId = string

export type RingingCall = Extract<LiveCall, { readonly state: 'ringing' }>
export type ConnectedCall = Extract<LiveCall, { readonly state: 'connected' }>
export type ReconnectingCall = Extract<LiveCall, { readonly state: 'reconnecting' }>

/** The phone before anything has happened. */
export function newPhone(at: Timestamp): Phone {
  return {
    registration: { state: 'offline', reason: 'starting', since: at, detail: null },
    calls: [],
    ended: [],
  }
}

/** The call with this id that is not over, if there is one. */
export function liveCall(phone: Phone, id: CallId): LiveCall | undefined {
  return phone.calls.find((call) => call.id === id)
}

/** The one call with two-way audio, if there is one. */
export function connectedCall(phone: Phone): ConnectedCall | ReconnectingCall | undefined {
  return phone.calls.find((call) => call.state === 'connected' || call.state === 'reconnecting')
}

/** Incoming calls that have not been accepted or rejected yet, oldest first. */
export function ringingCalls(phone: Phone): readonly RingingCall[] {
  return phone.calls.filter((call) => call.state === 'ringing')
}

/** A call that uses the microphone or is about to: every live call that is not ringing here. */
export type ActiveCall = Exclude<LiveCall, RingingCall>

/** The calls that need Mute, the keypad and Hang up, oldest first. */
export function activeCalls(phone: Phone): readonly ActiveCall[] {
  return phone.calls.filter((call) => call.state !== 'ringing')
}
