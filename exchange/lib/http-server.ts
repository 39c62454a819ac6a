import type { Server } from 'node:http'
import { MAX_HEADERS } from '../../common/http/server-limits.ts'
import type { AddressInfo, Socket } from 'node:net'
import {
  createConnectionBudget,
  createSocketBudget,
  type SocketBudget,
} from '../../common/http/connection-budget.ts'

/** The limit for the TLS handshake in milliseconds, also for a connection that sends nothing. */
export const HANDSHAKE_TIMEOUT_MS = 5_000

/**
 * Connections in each stage; see `createConnectionBudget`. Silent connections have many places and no grace period: the oldest is
 * closed at once. A real client sends its first bytes long before that.
 */
export const HANDSHAKE_LIMITS = { max: 1_000, graceMs: 0 } as const
/** Clients without a token. */
export const UNAUTHENTICATED_LIMITS = { max: 500, graceMs: 200 } as const
/** Clients with a valid token. */
export const CLIENT_LIMITS = { max: 1_000, graceMs: 0 } as const

/** The sum of all stages; further connections are closed at once. */
const MAX_CONNECTIONS = HANDSHAKE_LIMITS.max + UNAUTHENTICATED_LIMITS.max + CLIENT_LIMITS.max

/** Limits the connections and headers of all clients together. */
export function applyServerLimits<S extends Server>(server: S): S {
  server.maxConnections = MAX_CONNECTIONS
  server.maxHeadersCount = MAX_HEADERS
  return server
}

/** A budget of sockets that uses the system clock. */
export function socketBudget(limits: {
  readonly max: number
  readonly graceMs: number
}): SocketBudget<Socket> {
  return createSocketBudget(createConnectionBudget(() => performance.now(), limits))
}

/** Whether a JSON value is nested deeper than `levels`. Such a value could not be serialised again. */
export function exceedsDepth(value: unknown, levels: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}

/** The port of a listening server. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}
