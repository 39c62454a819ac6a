/**
 * Time limits of an HTTP server for a client that does not complete its request, in milliseconds. Node's defaults, 60 and 300 s, let
 * a slow client hold a socket for minutes.
 */
export const SERVER_TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const

/** More headers than any proxy adds. */
export const MAX_HEADERS = 100
