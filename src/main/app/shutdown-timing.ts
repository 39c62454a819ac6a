/**
 * The times of quitting, in milliseconds. Windows ends a program that does not respond for `SYSTEM_LIMIT_MS` when the session ends, and
 * `tests/unit/main/app/shutdown-timing.test.ts` checks that quitting is done before. Installing an update is not included: it is
 * skipped at the end of a session.
 */

/** The longest wait for calls to be hung up: a page that does not respond must not prevent quitting. */
export const HANG_UP_TIMEOUT_MS = 2_000
/** The longest wait for the services: a notification server or a bundled server that does not respond must not prevent quitting. */
export const DISPOSE_TIMEOUT_MS = 3_000
/** Windows treats a program as hung after HungAppTimeout, 5 s by default. */
export const SYSTEM_LIMIT_MS = 5_000
