import type { Server } from 'node:http'

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

/** More than any exchange on one machine is asked at a time; what comes on top is turned away at once. */
const MAX_CONNECTIONS = 1_000
const MAX_HEADERS = 100

/** Bounds what all clients together can hold open. */
export function bounded<S extends Server>(server: S): S {
  server.maxConnections = MAX_CONNECTIONS
  server.maxHeadersCount = MAX_HEADERS
  return server
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
