import { createFairQueue } from './fair-queue.ts'
import { matchesScrypt, sameBytes, type SecretEntry, sha256 } from './secret-hash.ts'

type ScryptEntry = Extract<SecretEntry, { kind: 'scrypt' }>

/** Checks secrets of `scrypt` entries. Returns 'busy' when too many other checks are queued. */
export type CheckScrypt = (
  secret: string,
  entry: ScryptEntry,
  address: string,
) => Promise<'right' | 'wrong' | 'busy'>

/** The maximum number of entries in a users file. */
const MAX_REMEMBERED = 1000

/**
 * Keeps scrypt affordable: at most two run at a time, addresses take turns, requests with the same secret share one,
 * and the SHA-256 of a correct secret is cached, so that each entry needs scrypt only until its first correct secret.
 */
export function createScryptCheck(matches: typeof matchesScrypt = matchesScrypt): CheckScrypt {
  const rightDigests = new Map<string, Buffer>()
  const inFlight = new Map<string, Promise<'right' | 'wrong' | 'busy'>>()
  const queue = createFairQueue()

  return async (secret, entry, address) => {
    const name = `${entry.keyId} ${entry.salt.toString('hex')} ${entry.derived.toString('hex')}`
    const digest = sha256(secret)
    const known = rightDigests.get(name)
    if (known !== undefined) return sameBytes(known, digest) ? 'right' : 'wrong'

    const attempt = `${name} ${digest.toString('hex')}`
    const running = inFlight.get(attempt)
    if (running !== undefined) return running
    const checking = queue
      .run(address, () => matches(secret, entry))
      .then((isRight) => {
        if (isRight === true) remember(rightDigests, name, digest)
        return isRight === undefined ? 'busy' : isRight ? 'right' : 'wrong'
      })
      .finally(() => inFlight.delete(attempt))
    inFlight.set(attempt, checking)
    return checking
  }
}

function remember(digests: Map<string, Buffer>, name: string, digest: Buffer): void {
  const oldest = digests.keys().next()
  if (digests.size >= MAX_REMEMBERED && oldest.done !== true) digests.delete(oldest.value)
  digests.set(name, digest)
}
