import { createHash, timingSafeEqual } from 'node:crypto'
import type { User } from './config.ts'
import { createFailureLimit } from './failure-limit.ts'
import type { Clock } from './log.ts'
import { keyIdOf, keyIdOfHash, matchesHash } from './secret-hash.ts'

export type Verdict =
  | { readonly kind: 'known'; readonly identity: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }

/** Tells whose secret this is. `address` is where the request came from; it only limits failures. */
export type Authenticate = (secret: string, address: string) => Promise<Verdict>

/**
 * Failures are limited in two kinds of bucket. A secret with the key id of a user counts against that key, so a
 * stranger, who cannot guess a key id, cannot lock a user out even when all share one proxy's address. Everything
 * else counts against the address and costs no scrypt at all.
 */
export function createAuthenticate(users: readonly User[], clock: Clock): Authenticate {
  const byKeyId = new Map<string, { identity: string; secretHash: string }>()
  const plain: { identity: string; digest: Buffer }[] = []
  for (const { identity, secret, secretHash } of users) {
    if (secret !== undefined) plain.push({ identity, digest: sha256(secret) })
    const keyId = secretHash === undefined ? undefined : keyIdOfHash(secretHash)
    if (secretHash !== undefined && keyId !== undefined) byKeyId.set(keyId, { identity, secretHash })
  }
  const keys = createFailureLimit(clock, { buckets: Math.max(1, byKeyId.size) })
  const addresses = createFailureLimit(clock)

  return async (secret, address) => {
    const identity = findPlain(plain, sha256(secret))
    if (identity !== undefined) return { kind: 'known', identity }

    const keyId = keyIdOf(secret)
    const user = keyId === undefined ? undefined : byKeyId.get(keyId)
    if (keyId === undefined || user === undefined) return refused(addresses.attempt(address))

    const wait = keys.attempt(keyId)
    if (wait !== undefined) return refused(wait)
    if (!(await matchesHash(secret, user.secretHash))) return refused(undefined)
    keys.forgive(keyId)
    return { kind: 'known', identity: user.identity }
  }
}

function refused(wait: number | undefined): Verdict {
  return wait === undefined ? { kind: 'unknown' } : { kind: 'too-many', retryAfterSeconds: wait }
}

/** Compares with every user, found or not, so that the time tells nothing. */
function findPlain(
  users: readonly { identity: string; digest: Buffer }[],
  digest: Buffer,
): string | undefined {
  let found: string | undefined
  for (const user of users) if (timingSafeEqual(user.digest, digest)) found = user.identity
  return found
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
