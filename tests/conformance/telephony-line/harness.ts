import type { SignallingActivity } from '../../../src/renderer/telephony/telephony-line.ts'
import type { TelephonyEvent } from '../../../src/shared/domain/events.ts'
import type { CallId } from '../../../src/shared/domain/phone.ts'
import type { EventRecorder } from '../../support/events/event-recorder.ts'

/** An event of the line, its signalling activity, or its request for a fresh token. */
export type LineReport =
  | TelephonyEvent
  | { readonly type: 'token-wanted' }
  | { readonly type: 'sign'; readonly sign: SignallingActivity }

/** The kind of access token that the line registers with. */
export type TicketKind =
  /** A valid token. `another-good` is a different token for the same identity. */
  | 'good'
  | 'another-good'
  /** A token with an invalid signature. */
  | 'refused'

/**
 * A telephone line under test. It has the methods of `TelephonyLine`. They return promises, because the line may run
 * in another process.
 */
export interface RemoteLine {
  open(token: TicketKind): Promise<void>
  accept(id: CallId): Promise<void>
  reject(id: CallId): Promise<void>
  hangup(id: CallId): Promise<void>
  dial(id: CallId, to: string): Promise<void>
  mute(id: CallId, muted: boolean): Promise<void>
  sendDigits(id: CallId, digits: string): Promise<void>
  restart(): Promise<void>
  close(): Promise<void>
}

/** The remote end of a call. */
export interface FarCall {
  /** Cancels the call while it rings, or ends the connected call. */
  hangsUp(): Promise<void>
  /** Resolves when the remote end has received the answer, which is later than at the line. */
  isAnswered(): Promise<void>
  /** Resolves when the remote end has received exactly these digits. */
  heardDigits(digits: string): Promise<void>
  /** Resolves when the remote end has received the end of the call. */
  isOver(): Promise<void>
}

/** Controls everything outside the line: the exchange, the remote users and the network. */
export interface FarEnd {
  /** Places a call to the identity of the line. `from` has the format of Twilio. */
  rings(from: string, callerName?: string): Promise<FarCall>
  /** Registers another device of the same identity, which accepts the next call. */
  anotherDevice(): Promise<{ accepts(): Promise<void>; leaves(): Promise<void> }>
  /** Returns the latest outgoing call of the line. */
  placed(): Promise<FarCall>
  /** A number for each behaviour of the remote end. */
  readonly numbers: Readonly<Record<Answering, string>>
  /** Drops the socket to the exchange. A new socket can be opened at once. */
  dropsSocket(): Promise<void>
  /** Makes the open socket silent permanently. A new socket works. */
  stalls(): Promise<void>
  /** Drops the socket. No socket can be opened until `ends`. */
  outage(): Promise<{ ends(): Promise<void> }>
  /** Drops the socket, and closes each new socket after its token until `ends`. Resolves after a few sockets. */
  refuses(): Promise<{ ends(): Promise<void> }>
  /** Makes the exchange close signalling permanently. */
  closesSignalling(): Promise<void>
  /** Makes the current token expire early. */
  expiresToken(): Promise<void>
  /** Sets whether a microphone can be opened. */
  microphone(state: 'works' | 'denied'): Promise<void>
}

export type Answering =
  | 'answers'
  | 'busy'
  | 'rejects'
  | 'all-decline'
  | 'never-answers'
  | 'not-in-service'
  | 'is-offline'
  | 'is-rejected'
  | 'application-fails'
  | 'busy-once-connected'

/** A new line with its test environment. */
export interface LineHarness {
  readonly line: RemoteLine
  readonly far: FarEnd
  readonly reports: EventRecorder<LineReport>
  /** The identity of all access tokens. */
  readonly identity: string
  close(): Promise<void>
}
