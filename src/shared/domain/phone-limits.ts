/** How many ended calls the state keeps, so that late events about them have no effect. */
export const ENDED_KEPT = 20

/** The maximum number of simultaneous calls in the state. Further calls are ignored. */
export const LIVE_KEPT = 50
