/** How long a control has to stand still before a press on it counts, in milliseconds. */
export const SETTLE_MS = 500
