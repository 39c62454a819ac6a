/**
 * The times of signalling that depend on each other, in milliseconds. `tests/unit/shared/domain/signalling-timing.test.ts` checks
 * the inequalities between them.
 */

/** The signalling host sends a heartbeat at least this often. */
export const HEARTBEAT_EVERY_MS = 10_000
/** The SDK gives up a socket on which nothing was received for this long. A contract test compares it with the SDK. */
export const SDK_SILENCE_MS = 15_000
/**
 * The registration is repeated this long after it was acknowledged; the SDK itself repeats it every 30 s only. An exchange
 * of our own may be asked more often than Twilio.
 */
export const REGISTER_EVERY_MS = { twilio: 12_000, exchange: 4_000 } as const
/** A registration that is not acknowledged within this time is lost, if the server responded faster before. */
export const ACKNOWLEDGED_WITHIN_MS = 4_000
/** The longest delay between two attempts to register, unless the server requested more (Retry-After). */
export const MAX_RETRY_MS = 4_000
/** The page sends a health report to main at most this often ... */
export const REPORT_PAUSE_MS = 1_000
/** ... and at least this often. */
export const REPORT_EVERY_MS = 15_000

/** A received message proves for this long that the socket is alive. */
export const ACTIVITY_FRESH_MS = 15_000
/** An acknowledgement proves for this long that the line is registered. */
export const ACKNOWLEDGEMENT_FRESH_MS = 18_000
/** The window shows within this time that no call would arrive. */
export const DETECTED_WITHIN_MS = 20_000
/** The line is registered again within this time after the cause is gone. */
export const REGISTERED_WITHIN_MS = 5_000

/** Main waits this long for the first evaluation of a line that has just been registered. */
export const EVALUATED_WITHIN_MS = 20_000

/** A ringing call waits this long, after the registration is restored, for its invite to be repeated. */
export const INVITE_GRACE_MS = 3_000
/** The ringing calls of a page that died count as missed this long after the next page has registered. */
export const REINVITE_TIMEOUT_MS = 5_000

/** Main looks this often whether the page still reports. */
export const HANG_CHECK_INTERVAL_MS = 5_000
/** A page that has not reported for this long is stopped and loaded again ... */
export const HUNG_AFTER_MS = 60_000
/** ... or for this long during a call, whose media continues while the page hangs. */
export const HUNG_IN_CALL_AFTER_MS = 120_000
