import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/**
 * `scrypt$KEYID$SALT$HASH`, all base64url. The key id is the part of the secret before the dot, kept readable so
 * that one request costs one scrypt and not one per user.
 */
export const SECRET_HASH = /^scrypt\$([\w-]{12})\$([\w-]{22})\$([\w-]{43})$/

const COST = { N: 16_384, r: 8, p: 1 }

/** Makes a secret (`KEYID.RANDOM`, 256 random bits) and the hash to keep of it. The secret is not kept anywhere. */
export async function makeSecret(): Promise<{ secret: string; secretHash: string }> {
  const keyId = randomBytes(9).toString('base64url')
  const salt = randomBytes(16)
  const secret = `${keyId}.${randomBytes(32).toString('base64url')}`
  const hash = await derive(secret, salt)
  return {
    secret,
    secretHash: ['scrypt', keyId, salt.toString('base64url'), hash.toString('base64url')].join('$'),
  }
}

/** The key id inside a secret, or undefined where the text has none. */
export function keyIdOf(secret: string): string | undefined {
  return /^([\w-]{12})\.[\w-]{43}$/.exec(secret)?.[1]
}

/** The key id inside a secret hash. */
export function keyIdOfHash(secretHash: string): string | undefined {
  return SECRET_HASH.exec(secretHash)?.[1]
}

/** Whether the secret is the one the hash was made of; takes as long for a wrong one as for the right one. */
export async function matchesHash(secret: string, secretHash: string): Promise<boolean> {
  const [, , salt, hash] = SECRET_HASH.exec(secretHash) ?? []
  if (salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64url')
  const actual = await derive(secret, Buffer.from(salt, 'base64url'))
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

function derive(secret: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, COST, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}
