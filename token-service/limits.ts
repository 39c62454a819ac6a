/**
 * How patient the service is with a client that does not get to the end of its request, in milliseconds. Node's own
 * 60 and 300 s let a trickle of bytes hold a socket for minutes.
 */
export type Limits = {
  readonly headersTimeout: number
  readonly requestTimeout: number
  readonly keepAliveTimeout: number
  readonly connectionsCheckingInterval: number
  /** All clients together; what comes on top is turned away at once. */
  readonly maxConnections: number
}

export const LIMITS: Limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxConnections: 1_000,
}

/** More than any proxy adds. */
export const MAX_HEADERS = 100
