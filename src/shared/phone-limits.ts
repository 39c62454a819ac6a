/** How many ended calls the state remembers, so that late events about them change nothing. */
export const ENDED_KEPT = 20

/** How many calls that are not over the state takes in. A storm is not a phone: further ones are left to ring unseen. */
export const LIVE_KEPT = 50
