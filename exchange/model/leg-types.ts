import type { HangupCause, SignalError } from './hangup-causes.ts'
import type { Payload } from './signalling-messages.ts'
import type { ClientSocket } from './client-socket.ts'
import type { Leg } from './leg.ts'

/** The first leg of a call: it called the exchange, or was called through the REST API. */
export interface CallerLeg extends Leg {
  /** Signals to the caller that a party is ringing. */
  ringing(): Promise<void>
  /** Answers the leg; resolves at once when it is answered or has ended. */
  answer(): Promise<void>
  /** Ends the leg. `error` is sent to a client instead of the error that corresponds to the cause. */
  hangUp(cause: HangupCause, error?: SignalError): void
}

export interface CalledEvents {
  ringing(): void
  /** Called when the party accepts. True when it is the first: no other party can accept then. */
  claim(): boolean
  /** Takes back a claim, because the party could not be connected. */
  unclaim(): void
  answered(): void
}

/** A leg that a `<Dial>` creates. */
export interface CalledLeg extends Leg {
  call(events: CalledEvents): void
  /** Cancels the ringing, or hangs up. */
  release(cause: HangupCause): void
}

/** The leg of a client, with a handler for each message. Messages for an ended leg have no effect. */
export interface ClientLeg extends Leg {
  readonly identity: string
  /** The SID that the client itself assigned to a call that it started. */
  readonly temporarySid: string | undefined
  onAnswer(socket: ClientSocket, sdp: string): Promise<void>
  onReject(socket: ClientSocket): void
  onHangup(socket: ClientSocket): void
  onDigits(digits: string): void
  onReinvite(socket: ClientSocket, sdp: string): Promise<void>
  onResume(socket: ClientSocket, sdp: string, token: string): Promise<void>
  onSocketClosed(socket: ClientSocket): void
  onSocketReady(socket: ClientSocket): void
  /** Sends a call message to the client. False when no client is connected. */
  sendMessage(message: Payload<'message'>): boolean
  blackhole(on: boolean): void
  /** Sends unanswered invites once more; returns their number. */
  repeatInvite(): number
  /** Ends the leg because the exchange is closing. */
  shutDown(): void
}

/** The leg of a scripted endpoint, and what the control API can make it do. */
export interface ScriptedLeg extends Leg {
  /** The digits that the endpoint received. */
  receivedDigits(): string
  sendDigits(digits: string): void
  hangUpLocally(): void
}
