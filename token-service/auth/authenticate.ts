import type { User } from '../config.ts'
import { createFailureLimit } from '../../common/http/failure-limit.ts'
import { createScryptCheck } from './scrypt-check.ts'
import { keyIdOf, matchesDigest, parseSecretHash, type SecretEntry } from './secret-hash.ts'

type Verdict =
  | { readonly kind: 'known'; readonly identity: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }

/** Returns the identity of a secret. `address` is the remote address of the request; it is used only to limit failures. */
export type Authenticate = (secret: string, address: string) => Promise<Verdict>

type KeyIndex = ReadonlyMap<string, { readonly identity: string; readonly entry: SecretEntry }>

/**
 * The secret is checked first and a failure counted afterwards: a right secret is never refused because of wrong ones.
 * A wrong secret of the right form counts against its key id, so that a user whose secret was revoked gets that reply regardless of
 * other failures from the same address, for example a proxy's. Any other text counts against the address.
 */
export function createAuthenticate(users: () => readonly User[], clock: () => number): Authenticate {
  const index = createIndex(users)
  const checkScrypt = createScryptCheck()
  const byKeyId = createFailureLimit(clock, { buckets: 2000 })
  const byAddress = createFailureLimit(clock)
  const keyIdsByAddress = createFailureLimit(clock, { attempts: 100 })

  const failed = (keyId: string | undefined, address: string): Verdict => {
    const wait =
      keyId === undefined
        ? byAddress.attempt(address)
        : (keyIdsByAddress.attempt(address) ?? byKeyId.attempt(keyId))
    return wait === undefined ? { kind: 'unknown' } : { kind: 'too-many', retryAfterSeconds: wait }
  }

  return async (secret, address) => {
    const keyId = keyIdOf(secret)
    const user = keyId === undefined ? undefined : index().get(keyId)
    if (user === undefined) return failed(keyId, address)
    const { entry, identity } = user
    if (entry.kind === 'sha256')
      return matchesDigest(secret, entry.digest) ? { kind: 'known', identity } : failed(keyId, address)
    switch (await checkScrypt(secret, entry, address)) {
      case 'right':
        return { kind: 'known', identity }
      case 'wrong':
        return failed(keyId, address)
      case 'busy':
        return { kind: 'too-many', retryAfterSeconds: 1 }
    }
  }
}

/** The users by the key ids of their secrets; rebuilt when the list changes. */
function createIndex(users: () => readonly User[]): () => KeyIndex {
  let indexed: readonly User[] | undefined
  let index: KeyIndex = new Map()
  return () => {
    const current = users()
    if (current === indexed) return index
    indexed = current
    index = new Map(
      current.flatMap(({ identity, secretHash }) => {
        const entry = secretHash === undefined ? undefined : parseSecretHash(secretHash)
        return entry === undefined ? [] : [[entry.keyId, { identity, entry }] as const]
      }),
    )
    return index
  }
}
