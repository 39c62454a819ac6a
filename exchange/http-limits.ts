import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { createConnectionBudget, createSocketBudget, type SocketBudget } from '../common/connection-budget.ts'

/**
 * How patient the two servers are with a client that does not get to the end of its request, in milliseconds. Node's
 * own 60 and 300 s let a trickle of bytes hold a socket for minutes.
 */
export const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const

/** How long TLS may take to be agreed on, in milliseconds, from the first byte or without one. */
export const HANDSHAKE_TIMEOUT_MS = 5_000

/**
 * Connections in each stage; see `createConnectionBudget`. Those that have sent nothing are many and have no time of their
 * own: the oldest gives way at once, and a client that means to say something has said it before its turn comes.
 */
export const HANDSHAKES = { max: 1_000, graceMs: 0 } as const
/** Without a token. */
export const STRANGERS = { max: 500, graceMs: 200 } as const
/** Sockets of clients with a good token. */
export const CLIENTS = { max: 1_000, graceMs: 0 } as const

/** What all stages together come to; what is on top is closed at once. */
const MAX_CONNECTIONS = HANDSHAKES.max + STRANGERS.max + CLIENTS.max
const MAX_HEADERS = 100

/** Bounds what all clients together can hold open. */
export function bounded<S extends Server>(server: S): S {
  server.maxConnections = MAX_CONNECTIONS
  server.maxHeadersCount = MAX_HEADERS
  return server
}

/** A budget of sockets by the computer's clock. */
export function socketBudget(limits: {
  readonly max: number
  readonly graceMs: number
}): SocketBudget<Socket> {
  return createSocketBudget(createConnectionBudget(() => performance.now(), limits))
}

/** Whether a value from JSON nests deeper than `levels`; what does cannot be written down again. */
export function nestsDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}
