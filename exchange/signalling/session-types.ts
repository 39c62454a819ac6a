import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Account, Claims } from '../model/account.ts'
import type { ClientSocket } from '../model/client-socket.ts'
import type { EventLog } from '../model/events.ts'
import type { ClientMessage } from '../model/signalling-messages.ts'

/** The socket below a session. */
export interface SocketConnection {
  send(text: string): void
  /** Ends the connection without a closing handshake. */
  terminate(): void
}

export type CallMessage = Exclude<ClientMessage, { type: 'listen' | 'register' }>

/** Faults that make the exchange refuse valid tokens. */
export interface TokenFaults {
  /** How far the clock for token checks is ahead, in milliseconds. */
  aheadMs: number
  /** Revoked tokens. */
  readonly revoked: Set<string>
}

export interface SessionDeps {
  readonly clock: Clock
  readonly events: EventLog
  readonly log: Log
  readonly account: Account
  readonly names: {
    readonly region: string
    readonly edge: string
    readonly home: string
    readonly gateway: string
  }
  readonly timing: { readonly heartbeat: number; readonly silence: number }
  /** Identities whose sockets are refused, by a fault. */
  readonly refused: ReadonlySet<string>
  /** Faults of token checks. */
  readonly tokens: TokenFaults
  /** Called when a token of this identity was accepted, also for later tokens. */
  onAuthenticated(identity: string): void
  /** A message about a call, from a client with a valid token. */
  onCall(session: Session, claims: Claims, message: CallMessage): void
  onReady(session: Session): void
  onClosed(session: Session): void
}

/**
 * The signalling session of one socket.
 *
 *   open ──listen, valid token──> connected ──register──> ready <──register──> offline
 *     │                              └── token expires: no calls until a new token arrives with `listen`; a `register`
 *     │                                  gets `error` 31205
 *     └──listen, invalid token──> `error` (31202 for an expired one), then `close`, after which the SDK does not reconnect
 */
export interface Session extends ClientSocket {
  readonly claims: Claims | undefined
  /** Registered, connected, and its token has not expired. */
  readonly reachable: boolean
  readonly registered: boolean
  readonly expired: boolean
  receive(text: string): void
  closed(): void
  /** Fault. */
  terminate(): void
  stall(on: boolean): void
  delay(ms: number): void
  /** The registration is lost, and new ones are ignored without a reply. */
  forget(on: boolean): void
  expire(): void
  /** The token becomes invalid, on every socket. */
  revoke(): void
  sendClose(): void
}
