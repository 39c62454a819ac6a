import { SERVER_TIMEOUTS } from '../../common/http/server-limits.ts'

/** Times in milliseconds, and numbers of connections. */
export type ServerLimits = {
  readonly headersTimeout: number
  readonly requestTimeout: number
  readonly keepAliveTimeout: number
  readonly connectionsCheckingInterval: number
  /** The maximum of connections without a request in progress; see `createConnectionBudget`. */
  readonly maxIdle: number
  /** The maximum of connections with a request in progress. */
  readonly maxBusy: number
  /** The time for which a request in progress keeps its place when others need it. */
  readonly graceMs: number
}

export const SERVER_LIMITS: ServerLimits = { ...SERVER_TIMEOUTS, maxIdle: 1_000, maxBusy: 500, graceMs: 200 }
