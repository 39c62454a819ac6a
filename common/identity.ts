/**
 * A Twilio Client identity: 1 to 121 ASCII letters, digits and underscores. Twilio's error 31105 says so of the identity in
 * an AccessToken, and that other characters have undefined results; Flex writes `ada@example.com` as `ada_40example_2Ecom`
 * for this reason. `Anonymous` is not one: a client whose token names no identity calls as `client:Anonymous`, and nothing
 * answers there. See docs/decisions/0023-one-grammar-for-identities.md.
 */
export const IDENTITY = /^(?!anonymous$)[a-z0-9_]{1,121}$/i

/** What an identity is, in words for messages. */
export const IDENTITY_RULE = '1 to 121 letters (A to Z), digits or underscores, and not "anonymous"'

/** Whether the text can be the identity of a client that calls and is called. */
export function isIdentity(text: string): boolean {
  return IDENTITY.test(text)
}
