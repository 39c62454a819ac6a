/** How long a control must be unchanged before a press on it counts, in milliseconds. */
export const SETTLE_MS = 500
