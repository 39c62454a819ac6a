import type { ServerMessageType } from './signalling-messages.ts'

/** The part of a client's signalling connection that calls use. */
export interface ClientSocket {
  readonly id: string
  readonly identity: string
  /** False once the socket has closed; it never opens again. */
  readonly alive: boolean
  /** How long the client tries to reconnect, in milliseconds. Sent by the client. */
  readonly reconnectMs: number
  /** Drops the message when the socket is closed. */
  send(type: ServerMessageType, payload: object): void
}

/** The sockets that are registered for an identity. */
export type Reachable = (identity: string) => readonly ClientSocket[]
