/**
 * The times of AccessTokens that depend on each other. `tests/unit/shared/domain/token-timing.test.ts` checks the inequalities
 * between them.
 */

/** Main refreshes a token after this part of its lifetime ... */
export const REFRESH_AT = 0.75
/** ... and up to this part earlier, at random, so that the clients of a team do not refresh at once. */
export const REFRESH_SPREAD = 0.1
/** A token older than this part of its lifetime was not refreshed in time, which is reported. */
export const REFRESH_OVERDUE_AT = 0.9

/** Milliseconds that main waits for the response of a token service. */
export const FETCH_TIMEOUT_MS = 10_000
/** The first retry, in milliseconds. */
export const FIRST_RETRY_MS = 1_000
/** The longest delay between retries while the current token is valid. */
export const MAX_RETRY_MS = 60_000
/** Without a valid token no call arrives, so it is retried this often for about ten minutes ... */
export const URGENT_RETRY_MS = 4_000
/** ... which is this many times. */
export const URGENT_RETRIES = 200

/** Main sends a token as soon as it has one. The page repeats its request after this time, in case the request was lost. */
export const REPEAT_REQUEST_MS = 30_000
/** During a call the page replaces the token only when the current one expires within this time. */
export const SWAP_BEFORE_EXPIRY_MS = 30_000
