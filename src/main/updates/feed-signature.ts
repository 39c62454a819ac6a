import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/** A feed's signature lies beside it, in base64 on one line. */
export const SIGNATURE_SUFFIX = '.sig'

/**
 * What is signed: the feed's bytes, and its file name, so that the testers' feed or another system's cannot be handed out in
 * its place.
 */
function message(fileName: string, feed: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`offhook update feed 1\n${fileName}\n`), feed])
}

/** Ed25519, in base64. */
export function signFeed(fileName: string, feed: Uint8Array, key: KeyObject): string {
  return sign(null, message(fileName, feed), key).toString('base64')
}

/** Whether one of the keys signed this feed under this name. More than one key lets an old one be replaced. */
export function isSignedFeed(
  fileName: string,
  feed: Uint8Array,
  signature: string,
  keys: readonly KeyObject[],
): boolean {
  const bytes = Buffer.from(signature.trim(), 'base64')
  return bytes.length === 64 && keys.some((key) => verify(null, message(fileName, feed), key, bytes))
}

/** Keys as they stand in an environment variable: SPKI in base64, several with commas between. Throws in words. */
export function publicKeysFrom(text: string): KeyObject[] {
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      try {
        const key = createPublicKey({ key: Buffer.from(part, 'base64'), format: 'der', type: 'spki' })
        if (key.asymmetricKeyType === 'ed25519') return key
      } catch {
        // Said below.
      }
      throw new Error('The key for updates is not an Ed25519 public key (SPKI, base64).')
    })
}

/** The secret key: PKCS #8 in base64. Throws in words that do not hold it. */
export function secretKeyFrom(text: string): KeyObject {
  try {
    const key = createPrivateKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'pkcs8' })
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below.
  }
  throw new Error('UPDATE_SIGNING_KEY is not an Ed25519 secret key (PKCS #8, base64).')
}
