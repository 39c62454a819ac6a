import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFailureLimit } from '../../../token-service/failure-limit.ts'
import { keyIdOf, makeSecret, matchesHash, SECRET_HASH } from '../../../token-service/secret-hash.ts'

describe('a user secret', () => {
  test('matches its own hash and no other, and the hash does not hold it', async () => {
    const [one, two] = [await makeSecret(), await makeSecret()]
    expect(one.secretHash).toMatch(SECRET_HASH)
    expect(await matchesHash(one.secret, one.secretHash)).toBe(true)
    expect(await matchesHash(two.secret, one.secretHash)).toBe(false)
    expect(await matchesHash(`${one.secret}x`, one.secretHash)).toBe(false)
    expect(one.secretHash).not.toContain(one.secret.split('.')[1])
  })

  test('is hashed with a salt of its own', async () => {
    const hashes = await Promise.all([makeSecret(), makeSecret()])
    expect(new Set(hashes.map(({ secretHash }) => secretHash.split('$')[2])).size).toBe(2)
  })

  test.each(['', 'secret', 'scrypt$', 'a.b'])('%j matches no hash and has no key id', async (text) => {
    const { secretHash } = await makeSecret()
    expect(keyIdOf(text)).toBe(undefined)
    expect(await matchesHash(text, secretHash)).toBe(false)
    expect(await matchesHash(text, text)).toBe(false)
  })
})

describe('the limit on failures', () => {
  test('never lets more through in a window than it should, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(500))), (steps) => {
        let now = 0
        const limit = createFailureLimit(() => now, { attempts: 3, windowMs: 1000 })
        const passed: { bucket: string; at: number }[] = []
        for (const [bucket, pause] of steps) {
          now += pause
          const wait = limit.attempt(bucket)
          if (wait === undefined) passed.push({ bucket, at: now })
          else expect(wait).toBeGreaterThan(0)
        }
        for (const { bucket, at } of passed) {
          const burst = passed.filter(
            (other) => other.bucket === bucket && other.at >= at && other.at < at + 1000,
          )
          // Two windows may touch, so twice the number is the most that any second can hold.
          expect(burst.length).toBeLessThanOrEqual(6)
        }
      }),
    )
  })

  test('forgets the oldest bucket instead of growing', () => {
    const limit = createFailureLimit(() => 0, { attempts: 1, buckets: 2 })
    expect(limit.attempt('one')).toBe(undefined)
    expect(limit.attempt('one')).toBe(60)
    limit.attempt('two')
    limit.attempt('three')
    expect(limit.attempt('three')).toBe(60)
    expect(limit.attempt('one')).toBe(undefined)
  })
})
