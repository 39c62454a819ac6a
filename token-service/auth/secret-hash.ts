import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/**
 * The stored form of a secret in the users file; all parts are base64url:
 * `sha256$KEYID$HASH`, which `add-user` writes, or `scrypt$KEYID$SALT$HASH`, which it wrote earlier.
 * The key id is the part of the secret before the dot, kept readable so that a request costs one comparison and not one
 * for each user.
 */
export const SECRET_HASH =
  /^(?:sha256\$(?<sha256KeyId>[\w-]{12})\$(?<digest>[\w-]{43})|scrypt\$(?<scryptKeyId>[\w-]{12})\$(?<salt>[\w-]{22})\$(?<derived>[\w-]{43}))$/

/** A parsed entry of the users file. */
export type SecretEntry =
  | { readonly kind: 'sha256'; readonly keyId: string; readonly digest: Buffer }
  | { readonly kind: 'scrypt'; readonly keyId: string; readonly salt: Buffer; readonly derived: Buffer }

const SECRET = /^([\w-]{12})\.([\w-]{43})$/
const SCRYPT_COST = { N: 16_384, r: 8, p: 1 }

/**
 * Makes a secret (`KEYID.RANDOM`, 256 random bits) and the hash to keep of it. The secret itself is not stored.
 *
 * A plain SHA-256 is sufficient for 256 random bits only. So the key id is computed from the random part: an invented secret lacks
 * the matching key id and is never accepted.
 */
export function generateSecret(): { secret: string; secretHash: string } {
  const random = randomBytes(32).toString('base64url')
  const keyId = keyIdFor(random)
  const secret = `${keyId}.${random}`
  return { secret, secretHash: `sha256$${keyId}$${sha256(secret).toString('base64url')}` }
}

/** The key id inside a secret, or undefined if the text is not a secret. */
export function keyIdOf(secret: string): string | undefined {
  return SECRET.exec(secret)?.[1]
}

/** Parses a secret hash; undefined if the text is not one. */
export function parseSecretHash(text: string): SecretEntry | undefined {
  const { sha256KeyId, digest, scryptKeyId, salt, derived } = SECRET_HASH.exec(text)?.groups ?? {}
  if (sha256KeyId !== undefined && digest !== undefined)
    return { kind: 'sha256', keyId: sha256KeyId, digest: Buffer.from(digest, 'base64url') }
  if (scryptKeyId !== undefined && salt !== undefined && derived !== undefined) {
    const bytes = { salt: Buffer.from(salt, 'base64url'), derived: Buffer.from(derived, 'base64url') }
    return { kind: 'scrypt', keyId: scryptKeyId, ...bytes }
  }
  return undefined
}

/** Whether the secret is the one of a `sha256` entry, and was made by `generateSecret`. */
export function matchesDigest(secret: string, digest: Buffer): boolean {
  const [, keyId, random] = SECRET.exec(secret) ?? []
  if (keyId === undefined || random === undefined || keyId !== keyIdFor(random)) return false
  return sameBytes(sha256(secret), digest)
}

/** Whether the secret is the one of a `scrypt` entry. Takes about 40 ms of CPU time and 16 MB, correct or not. */
export async function matchesScrypt(
  secret: string,
  { salt, derived }: { readonly salt: Buffer; readonly derived: Buffer },
): Promise<boolean> {
  const actual = await new Promise<Buffer>((resolve, reject) => {
    scrypt(secret, salt, 32, SCRYPT_COST, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
  return sameBytes(actual, derived)
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Compares in constant time. */
export function sameBytes(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** 72 bits of a hash of the random part, which do not reveal its 256 bits. */
function keyIdFor(random: string): string {
  return sha256(`offhook key id ${random}`).subarray(0, 9).toString('base64url')
}
