import type { HangupCause, SignalError } from './hangup-causes.ts'
import type { Payload } from './signalling-messages.ts'
import type { ClientSocket } from './client-socket.ts'
import type { Leg } from './leg.ts'

/** The leg a call begins with: who called the exchange, or was called by its REST API. */
export interface CallerLeg extends Leg {
  /** Tells the caller that somebody is being rung. */
  ringing(): Promise<void>
  /** Opens the leg, once; resolves at once when it is open or gone. */
  answer(): Promise<void>
  /** Ends the leg from this side. `error` is sent to a client instead of the error that corresponds to the ending. */
  hangUp(ending: HangupCause, error?: SignalError): void
}

export interface CalledEvents {
  ringing(): void
  /** Asked as the party accepts: true when it is the first, and nobody else will be allowed to. */
  claim(): boolean
  /** The claim came to nothing. */
  unclaim(): void
  answered(): void
}

/** A leg that a `<Dial>` makes. It is over when `gone` says so. */
export interface CalledLeg extends Leg {
  call(events: CalledEvents): void
  /** Takes the ringing back, or hangs up. */
  release(ending: HangupCause): void
}

/** What a client may do to a leg of its own. Words for a leg that is over change nothing. */
export interface ClientLeg extends Leg {
  readonly identity: string
  /** The SID the client made up for a call it started. */
  readonly temporarySid: string | undefined
  onAnswer(socket: ClientSocket, sdp: string): Promise<void>
  onReject(socket: ClientSocket): void
  onHangup(socket: ClientSocket): void
  onDigits(digits: string): void
  onReinvite(socket: ClientSocket, sdp: string): Promise<void>
  onResume(socket: ClientSocket, sdp: string, token: string): Promise<void>
  onSocketClosed(socket: ClientSocket): void
  onSocketReady(socket: ClientSocket): void
  /** Sends a call message to the client. False when it has no client yet, or no more. */
  sendMessage(message: Payload<'message'>): boolean
  blackhole(on: boolean): void
  /** Sends invites that wait for an answer once more; how many. */
  repeatInvite(): number
  /** Ends the leg because the exchange closes. */
  shutDown(): void
}

/** A party with a script: what somebody at the far end may be made to do. */
export interface ScriptedLeg extends Leg {
  /** Digits the exchange sent it. */
  receivedDigits(): string
  sendDigits(digits: string): void
  hangUpLocally(): void
}
