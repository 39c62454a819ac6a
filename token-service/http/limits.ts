/**
 * How patient the service is with a client that does not get to the end of its request, in milliseconds. Node's own
 * 60 and 300 s let a trickle of bytes hold a socket for minutes.
 */
export type Limits = {
  readonly headersTimeout: number
  readonly requestTimeout: number
  readonly keepAliveTimeout: number
  readonly connectionsCheckingInterval: number
  /** Connections on which no request is in progress, and those on which one is; see `createConnectionBudget`. */
  readonly maxIdle: number
  readonly maxBusy: number
  /** Milliseconds for which a request in progress does not have to give way to another. */
  readonly graceMs: number
}

export const LIMITS: Limits = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxIdle: 1_000,
  maxBusy: 500,
  graceMs: 200,
}

/** More than any proxy adds. */
export const MAX_HEADERS = 100
