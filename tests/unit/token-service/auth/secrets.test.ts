import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFailureLimit } from '../../../../common/http/failure-limit.ts'
import { createScryptCheck } from '../../../../token-service/auth/scrypt-check.ts'
import {
  keyIdOf,
  generateSecret,
  matchesDigest,
  matchesScrypt,
  parseSecretHash,
  SECRET_HASH,
} from '../../../../token-service/auth/secret-hash.ts'
import { makeScryptSecret } from '../support.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')
const accepts = (secret: string, secretHash: string): boolean => {
  const entry = parseSecretHash(secretHash)
  return entry?.kind === 'sha256' && matchesDigest(secret, entry.digest)
}

describe('a user secret', () => {
  test('a secret matches its own hash and no other, and the hash does not contain it', () => {
    const [one, two] = [generateSecret(), generateSecret()]
    expect(one.secretHash).toMatch(SECRET_HASH)
    expect(accepts(one.secret, one.secretHash)).toBe(true)
    expect(accepts(two.secret, one.secretHash)).toBe(false)
    expect(accepts(`${one.secret}x`, one.secretHash)).toBe(false)
    expect(accepts(one.secret.slice(0, -1), one.secretHash)).toBe(false)
    expect(one.secretHash).not.toContain(one.secret.split('.')[1])
  })

  test('an invented secret is not accepted with its SHA-256, whatever its form', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[\w-]{12}$/),
        fc.oneof(
          fc.stringMatching(/^[\w-]{43}$/),
          fc.constantFrom('a'.repeat(43), 'password'.repeat(6).slice(0, 43)),
        ),
        (keyId, random) => {
          const invented = `${keyId}.${random}`
          expect(accepts(invented, `sha256$${keyId}$${sha256(invented)}`)).toBe(false)
        },
      ),
      { seed: 8 },
    )
    for (const weak of ['', 'secret', 'correct horse battery staple', '123456789012.x'])
      expect(accepts(weak, `sha256$${'k'.repeat(12)}$${sha256(weak)}`)).toBe(false)
  })

  test('a secret of the earlier form matches its scrypt entry and no other', async () => {
    const [one, two] = [makeScryptSecret(), makeScryptSecret()]
    const entry = parseSecretHash(one.secretHash)
    if (entry?.kind !== 'scrypt') throw new Error('That is a scrypt entry.')
    expect(await matchesScrypt(one.secret, entry)).toBe(true)
    expect(await matchesScrypt(two.secret, entry)).toBe(false)
  })

  test.each(['', 'secret', 'scrypt$', 'sha256$', 'a.b'])('%j is no secret hash and has no key id', (text) => {
    expect(keyIdOf(text)).toBe(undefined)
    expect(parseSecretHash(text)).toBe(undefined)
  })
})

describe('secrets of scrypt entries', () => {
  /** Checks that end when the test says so; the entry's own secret is the right one. */
  function setUp() {
    const { secret, secretHash } = makeScryptSecret()
    const entry = parseSecretHash(secretHash)
    if (entry?.kind !== 'scrypt') throw new Error('That is a scrypt entry.')
    const running: { secret: string; finish: () => void }[] = []
    let most = 0
    const check = createScryptCheck((given) => {
      const result = new Promise<boolean>((resolve) => {
        const one = {
          secret: given,
          finish: () => {
            running.splice(running.indexOf(one), 1)
            resolve(given === secret)
          },
        }
        running.push(one)
      })
      most = Math.max(most, running.length)
      return result
    })
    const settle = async (): Promise<void> => {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        const [first] = running
        if (first === undefined) return
        first.finish()
      }
    }
    return { check, entry, secret, running, settle, most: () => most }
  }

  test('scrypt secrets are checked two at a time', async () => {
    const { check, entry, settle, most } = setUp()
    const answers = Array.from({ length: 40 }, (_, i) => check(`wrong-${i}`, entry, `address-${i % 4}`))
    await settle()
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['wrong']))
    expect(most()).toBe(2)
  })

  test('requests with the same secret share one scrypt check, and none follows the first correct one', async () => {
    const { check, entry, secret, running, settle } = setUp()
    const answers = Array.from({ length: 400 }, () => check(secret, entry, 'somewhere'))
    expect(running).toHaveLength(1)
    await settle()
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['right']))
    const later = [check(secret, entry, 'somewhere'), check('wrong', entry, 'elsewhere')]
    expect(running).toHaveLength(0)
    expect(await Promise.all(later)).toEqual(['right', 'wrong'])
  })

  test.each([
    ['another address', 'alice'],
    ['the same address', 'attacker'],
  ])(
    'a correct scrypt secret waits for at most two checks when %s has sent 500 wrong ones',
    async (_where, address) => {
      const { check, entry, secret, running } = setUp()
      for (let i = 0; i < 500; i += 1) void check(`wrong-${i}`, entry, 'attacker')
      const right = check(secret, entry, address)
      for (let steps = 0; !running.some((one) => one.secret === secret); steps += 1) {
        expect(steps).toBeLessThan(4)
        running[0]?.finish()
        await new Promise((resolve) => setImmediate(resolve))
      }
      running.find((one) => one.secret === secret)?.finish()
      expect(await right).toBe('right')
    },
  )
})

describe('the limit on failures', () => {
  test('the limit is never exceeded within a window, whatever the order', () => {
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

  test('the oldest bucket is forgotten when the memory is full', () => {
    const limit = createFailureLimit(() => 0, { attempts: 1, buckets: 2 })
    expect(limit.attempt('one')).toBe(undefined)
    expect(limit.attempt('one')).toBe(60)
    limit.attempt('two')
    limit.attempt('three')
    expect(limit.attempt('three')).toBe(60)
    expect(limit.attempt('one')).toBe(undefined)
  })
})
