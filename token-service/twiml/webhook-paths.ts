/** The Voice URL of the TwiML App. */
export const OUTGOING = '/twiml/outgoing'
/** The "a call comes in" URL of a number. */
export const INCOMING = '/twiml/incoming'
