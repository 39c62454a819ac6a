/**
 * The times of alerts that depend on each other, in milliseconds. `tests/unit/shared/domain/alert-timing.test.ts` checks the
 * inequalities between them.
 */

/** How long an alert waits before it escalates to the IncomingCallWindow. */
export const ESCALATION_TIMEOUT_MS = {
  /** For the server to confirm that it shows a notification. */
  reply: 700,
  /** Some servers emit that a notification is closed shortly before they emit which action was pressed. */
  closed: 200,
  /** For a pressed Accept or Reject to reach the call. */
  pressed: 2_000,
  /** For a reaction of the person, if it is unknown whether the system holds notifications back. */
  unknownDnd: 6_000,
} as const

/** How long Electron's notification API may take to confirm a notification. */
export const ELECTRON_NOTIFICATION_TIMEOUT_MS = 5_000
/** How long a D-Bus call may take. A service that is started by its first call needs several seconds. */
export const DBUS_TIMEOUT_MS = 10_000

/** A loaded page that takes longer than this to paint is shown as it is. */
export const FIRST_PAINT_TIMEOUT_MS = 1_000

/** How often the self-test checks what it waits for. */
export const POLL_INTERVAL_MS = 40
/**
 * The longest duration of each step of the self-test. A notification server that needs longer than `notification` is reported as not
 * working, which is correct: the IncomingCallWindow has appeared by then.
 */
export const SELF_TEST_TIMEOUT_MS = {
  invite: 10_000,
  notification: 8_000,
  sound: 4_000,
  silence: 3_000,
  window: 5_000,
} as const
