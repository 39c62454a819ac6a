import * as v from 'valibot'

/**
 * A Twilio Client identity: 1 to 121 ASCII letters, digits and underscores. Twilio documents this rule for the identity in an
 * AccessToken with error 31105; other characters have undefined results. Flex writes `ada@example.com` as `ada_40example_2Ecom` for
 * this reason. `Anonymous` is excluded: a client whose token has no identity calls as `client:Anonymous`, which cannot be called.
 * See docs/decisions/0023-one-identity-grammar.md.
 */
export const IDENTITY = /^(?!anonymous$)[a-z0-9_]{1,121}$/i

/** The rule for identities, for messages. */
export const IDENTITY_RULE = '1 to 121 letters (A to Z), digits or underscores, and not "anonymous"'

/** Whether the text can be the identity of a client that calls and is called. */
export function isIdentity(text: string): boolean {
  return IDENTITY.test(text)
}

/** A schema for an identity. `message` is the error for every invalid value. */
export function identitySchema(message: string) {
  return v.pipe(v.string(message), v.regex(IDENTITY, message))
}
