import type { SignallingActivity } from '../../../src/renderer/telephony/telephony-line.ts'
import type { TelephonyEvent } from '../../../src/shared/domain/events.ts'
import type { CallId } from '../../../src/shared/domain/phone.ts'
import type { EventRecorder } from '../../support/events/event-recorder.ts'

/** What the line said, its signs of life, and that it asked for a fresh token. */
export type LineReport =
  | TelephonyEvent
  | { readonly type: 'token-wanted' }
  | { readonly type: 'sign'; readonly sign: SignallingActivity }

/** Which ticket the line is opened with: what the exchange makes of it. */
export type TicketKind =
  /** Good, for the same identity as ever. `another-good` is a different token for the same. */
  | 'good'
  | 'another-good'
  /** Its signature is wrong. */
  | 'refused'

/**
 * A telephone line under test. Its commands are those of `TelephoneLine`; they come back as promises since the
 * line may live in another process.
 */
export interface RemoteLine {
  open(ticket: TicketKind): Promise<void>
  accept(id: CallId): Promise<void>
  reject(id: CallId): Promise<void>
  hangup(id: CallId): Promise<void>
  dial(id: CallId, to: string): Promise<void>
  mute(id: CallId, muted: boolean): Promise<void>
  sendDigits(id: CallId, digits: string): Promise<void>
  restart(): Promise<void>
  close(): Promise<void>
}

/** One call seen from its other end. */
export interface FarCall {
  /** The caller gives up while it rings, or the far end hangs up. */
  hangsUp(): Promise<void>
  /** Resolves when the far end knows that it was answered: a moment after the line does. */
  isAnswered(): Promise<void>
  /** Resolves when the far end has heard exactly these digits. */
  heardDigits(digits: string): Promise<void>
  /** Resolves when the far end knows that the call is over. */
  isOver(): Promise<void>
}

/** The hands of the test on everything that is not the line: the exchange, the people, the weather. */
export interface FarEnd {
  /** Somebody calls the line's identity. `from` as Twilio gives it. */
  rings(from: string, callerName?: string): Promise<FarCall>
  /** Another device of the same identity registers; it accepts the next call it hears. */
  anotherDevice(): Promise<{ accepts(): Promise<void>; leaves(): Promise<void> }>
  /** The newest call that the line placed. */
  placed(): Promise<FarCall>
  /** Numbers whose owners behave like this. */
  readonly numbers: Readonly<Record<Answering, string>>
  /** The socket to the exchange drops; it can be opened again at once. */
  dropsSocket(): Promise<void>
  /** The socket stays open and goes silent, for good: another one is heard. */
  stalls(): Promise<void>
  /** The socket drops, and cannot be opened again until `ends`. */
  outage(): Promise<{ ends(): Promise<void> }>
  /** The socket drops, and each new one is ended once the token was sent on it, until `ends`; resolves after a few. */
  refuses(): Promise<{ ends(): Promise<void> }>
  /** The exchange closes signalling and says that it means it. */
  closesSignalling(): Promise<void>
  /** The token in use expires before its time. */
  expiresToken(): Promise<void>
  /** Whether a microphone can be had from now on. */
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

/** A line and the world around it, both fresh. */
export interface LineHarness {
  readonly line: RemoteLine
  readonly far: FarEnd
  readonly reports: EventRecorder<LineReport>
  /** The identity in all tickets. */
  readonly identity: string
  close(): Promise<void>
}
