/**
 * Placeholder numbers that Twilio sends in `From` for a withheld number. On a keypad they spell ANONYMOUS, RESTRICTED, BLOCKED,
 * UNKNOWN, UNAVAILABLE. Some carriers omit the plus sign. None of them is a real number.
 */
const SPELLED = /^\+?(?:266696687|7378742833|2562533|8566696|86282452253)$/

/** The same as words, in `From` itself or as the user of a SIP address. */
const WORD =
  /^\+?(?:anonymous|restricted|blocked|private|unknown|unavailable|withheld|no[ _-]?number|(?:no[ _-]?)?caller[ _-]?id(?:[ _-]?(?:blocked|withheld|unavailable))?|(?:private|unknown|blocked|restricted|anonymous|withheld)[ _-]?(?:number|caller|name|id)|not[ _-]?available|not[ _-]?provided)$/i

/** Hosts of callers without an address: RFC 3323 and 3GPP TS 24.229. */
const HOST = /@(?:anonymous|unknown|unavailable)\.invalid$/i

/** Whether the caller withheld the number or the network has none. `user`: the user of a SIP address, else the address. */
export function isWithheld(address: string, user: string): boolean {
  return SPELLED.test(user) || WORD.test(user) || HOST.test(address)
}

/** Twilio's name for a client whose token has no identity. It cannot be called. */
export function isAnonymous(identity: string): boolean {
  return identity.toLowerCase() === 'anonymous'
}
