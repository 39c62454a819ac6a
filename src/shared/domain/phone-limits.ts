/** How many ended calls the state keeps, so that late events about them have no effect. */
export const MAX_ENDED_CALLS = 20

/** The maximum number of simultaneous calls in the state. Further calls are ignored. */
export const MAX_LIVE_CALLS = 50
