import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/** The signature of a feed is beside it, in base64 on one line. */
export const SIGNATURE_SUFFIX = '.sig'

/** The signed data: the bytes of the feed and its file name, so that the feed of another channel or system cannot replace it. */
function message(fileName: string, feed: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`offhook update feed 1\n${fileName}\n`), feed])
}

/** Ed25519, in base64. */
export function signFeed(fileName: string, feed: Uint8Array, key: KeyObject): string {
  return sign(null, message(fileName, feed), key).toString('base64')
}

/** Whether one of the keys signed this feed under this name. Several keys allow an old one to be replaced. */
export function isSignedFeed(
  fileName: string,
  feed: Uint8Array,
  signature: string,
  keys: readonly KeyObject[],
): boolean {
  const bytes = Buffer.from(signature.trim(), 'base64')
  return bytes.length === 64 && keys.some((key) => verify(null, message(fileName, feed), key, bytes))
}

/** Parses the keys of an environment variable: SPKI in base64, separated by commas. Throws with a readable message. */
export function publicKeysFrom(text: string): KeyObject[] {
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => {
      try {
        const key = createPublicKey({ key: Buffer.from(part, 'base64'), format: 'der', type: 'spki' })
        if (key.asymmetricKeyType === 'ed25519') return key
      } catch {
        // The error below is thrown.
      }
      throw new Error('The key for updates is not an Ed25519 public key (SPKI, base64).')
    })
}

/** Parses the secret key: PKCS #8 in base64. The message of an error does not contain it. */
export function secretKeyFrom(text: string): KeyObject {
  try {
    const key = createPrivateKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'pkcs8' })
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // The error below is thrown.
  }
  throw new Error('UPDATE_SIGNING_KEY is not an Ed25519 secret key (PKCS #8, base64).')
}
