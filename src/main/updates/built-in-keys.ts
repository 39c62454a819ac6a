declare const OFFHOOK_BUILT_IN_UPDATE_KEYS: string

/**
 * Whose signature on updates this build trusts: Ed25519 public keys, SPKI in base64, with commas between. The build puts
 * them in, from OFFHOOK_UPDATE_PUBLIC_KEY in its environment. Empty: this build takes no updates.
 */
export const builtInKeys: string = OFFHOOK_BUILT_IN_UPDATE_KEYS
