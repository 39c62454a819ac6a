import type { ServerMessageType } from './signalling-messages.ts'

/** A client's signalling connection, as the calls see it. */
export interface ClientSocket {
  readonly id: string
  readonly identity: string
  /** False once the socket has closed; it never opens again. */
  readonly alive: boolean
  /** How long the client said it would try to come back, in milliseconds. */
  readonly reconnectMs: number
  /** Silently dropped when the socket is not alive. */
  send(type: ServerMessageType, payload: object): void
}

/** Those of an identity's sockets that want to be rung. */
export type Reachable = (identity: string) => readonly ClientSocket[]
