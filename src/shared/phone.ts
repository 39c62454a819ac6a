/**
 * The state of the telephone: one plain value, the same in the renderer (which owns it) and in main (which
 * keeps a read-only replica). It holds timestamps, never ticking durations, and nothing that is alive.
 *
 * The line, from nothing to reachable:
 *
 *     offline ──> connecting ──> ready          ready only after the SDK's `registered`
 *        ^            │            │
 *        └────────────┴────────────┘            the network, the service or the exchange went away
 *     refused                                   the token was not accepted: a person has to do something
 *
 * An incoming call:                             An outgoing call:
 *
 *     ringing ──> answering ──> open            dialling ──> alerting ──> open
 *        │            │          │ ^                │            │         │ ^
 *        v            v          v └─ reconnecting  v            v         v └─ reconnecting
 *      ended        ended      ended              ended        ended     ended
 *
 * `ended` is final: an ended call never revives, and at most one call is open (or reconnecting) at a time.
 */

/** Milliseconds since 1970, as `Date.now()` gives them. */
export type Timestamp = number

/** Offhook's own name for one call, unique for as long as the program runs. */
export type CallId = string

/** Who is at the other end, made harmless for display: see `text.ts`. */
export interface Party {
  /** `number`: address is E.164. `identity`: a Twilio Client identity. `unknown`: withheld ('') or nothing to dial. */
  readonly kind: 'number' | 'identity' | 'unknown'
  readonly address: string
  /** The name the network gave for this party, or null. Never trusted to be short, plain or true. */
  readonly name: string | null
}

export type OfflineReason =
  | 'starting'
  | 'network'
  | 'token-service-unreachable'
  | 'signalling-unreachable'
  | 'line-changing'
  | 'phone-gone'

export type RefusalReason =
  'unauthorised' | 'token-invalid' | 'token-expired' | 'not-a-voice-token' | 'not-configured'

export type Line =
  | {
      readonly state: 'offline'
      readonly reason: OfflineReason
      readonly since: Timestamp
      readonly detail: string | null
    }
  | { readonly state: 'connecting'; readonly since: Timestamp }
  | { readonly state: 'ready'; readonly identity: string; readonly since: Timestamp }
  | {
      readonly state: 'refused'
      readonly reason: RefusalReason
      readonly since: Timestamp
      readonly detail: string | null
    }

interface CallFacts {
  readonly id: CallId
  /** Twilio's CallSid, known from the start for an incoming call and from ringing on for an outgoing one. */
  readonly sid: string | null
  readonly party: Party
  readonly startedAt: Timestamp
  /** Placed by Offhook itself to test the ring: like any other while it lasts, and nothing to remember afterwards. */
  readonly rehearsal?: true
  /**
   * Groups of keys (0-9 * #) that the person dialled behind the number, an extension say. They are offered while the call is
   * connected, and sent at the person's press only; what was sent is gone from here.
   */
  readonly keys?: readonly string[]
}

interface Incoming extends CallFacts {
  readonly direction: 'incoming'
}

interface Outgoing extends CallFacts {
  readonly direction: 'outgoing'
}

interface Conversation {
  readonly openedAt: Timestamp
  readonly muted: boolean
}

export type RingingCall = Incoming & { readonly phase: 'ringing' }
export type AnsweringCall = Incoming & { readonly phase: 'answering' }
export type DiallingCall = Outgoing & { readonly phase: 'dialling' }
export type AlertingCall = Outgoing & { readonly phase: 'alerting' }
export type OpenCall = (Incoming | Outgoing) & Conversation & { readonly phase: 'open' }
export type ReconnectingCall = (Incoming | Outgoing) & Conversation & { readonly phase: 'reconnecting' }

export type LiveCall = RingingCall | AnsweringCall | DiallingCall | AlertingCall | OpenCall | ReconnectingCall

/**
 * How a call came to its end.
 * - `hung-up`, `hung-up-remotely`: after it was open, here or at the other end.
 * - `rejected`: refused here. `missed`: it stopped ringing unanswered (the caller gave up, it rang out, or
 *   somebody else answered: Twilio's `cancel` does not say which). `turned-away`: missed as well, because the person
 *   was not to be disturbed and the caller heard busy.
 * - `given-up`: an outgoing call ended here before it was answered.
 * - `busy` (or declined: Twilio does not tell them apart), `rejected-remotely`, `no-answer`, `unreachable`: what became
 *   of an outgoing call. `not-answered`: one of these, and the evidence does not say which.
 * - `service-failed`: the application of the account, which leads its calls, did not do its part.
 * - `stopped`: Offhook itself stopped in the middle of it, and nobody knows when the call ended.
 * - the rest: it failed, and why.
 */
export type Ending =
  | 'hung-up'
  | 'hung-up-remotely'
  | 'rejected'
  | 'missed'
  | 'turned-away'
  | 'given-up'
  | 'busy'
  | 'rejected-remotely'
  | 'no-answer'
  | 'unreachable'
  | 'not-answered'
  | 'service-failed'
  | 'microphone-denied'
  | 'microphone-missing'
  | 'connection-lost'
  | 'stopped'
  | 'not-allowed'
  | 'failed'

export interface EndedCall extends CallFacts {
  readonly phase: 'ended'
  readonly direction: 'incoming' | 'outgoing'
  /** When it was answered, or null if it never was. */
  readonly openedAt: Timestamp | null
  readonly endedAt: Timestamp
  readonly ending: Ending
  /** For the curious, for example an error code. Never needed to understand what happened. */
  readonly detail: string | null
}

export interface Phone {
  readonly line: Line
  /** Calls that are not over, oldest first. */
  readonly calls: readonly LiveCall[]
  /** The latest calls that are over, newest first; at most `ENDED_KEPT`. */
  readonly ended: readonly EndedCall[]
}

/** How many ended calls the state remembers, so that late events about them change nothing. */
export const ENDED_KEPT = 20

/** How many calls that are not over the state takes in. A storm is not a phone: further ones are left to ring unseen. */
export const LIVE_KEPT = 50

/** The phone before anything has happened. */
export function newPhone(at: Timestamp): Phone {
  return { line: { state: 'offline', reason: 'starting', since: at, detail: null }, calls: [], ended: [] }
}

/** The call with this id that is not over, if there is one. */
export function liveCall(phone: Phone, id: CallId): LiveCall | undefined {
  return phone.calls.find((call) => call.id === id)
}

/** The one call with two-way audio, if there is one. */
export function openCall(phone: Phone): OpenCall | ReconnectingCall | undefined {
  return phone.calls.find((call) => call.phase === 'open' || call.phase === 'reconnecting')
}

/** Incoming calls nobody has dealt with yet, oldest first. */
export function ringingCalls(phone: Phone): readonly RingingCall[] {
  return phone.calls.filter((call) => call.phase === 'ringing')
}

/** A call that has the microphone or is about to: every live call that does not ring here. */
export type ActiveCall = Exclude<LiveCall, RingingCall>

/** The calls that need Mute, the keypad and Hang up, oldest first. */
export function activeCalls(phone: Phone): readonly ActiveCall[] {
  return phone.calls.filter((call) => call.phase !== 'ringing')
}
