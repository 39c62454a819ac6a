import * as fc from 'fast-check'
import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import { signToken, verifyToken } from '../../../../exchange/signalling/access-token.ts'
import { signJwt } from '../../../support/exchange/sign-token.ts'

const apiKey = `SK${'1'.repeat(32)}`
const account = {
  sid: `AC${'2'.repeat(32)}`,
  authToken: 'not used here',
  apiKeys: { [apiKey]: 'the secret of the key' },
}
const applicationSid = `AP${'3'.repeat(32)}`
const now = Date.UTC(2026, 10, 22)

/** A token whose parts a test may change. */
const forged = (header: object, payload: object, secret = 'the secret of the key'): string =>
  signJwt(header, payload, secret)

const header = { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' }
const payload = {
  iss: apiKey,
  sub: account.sid,
  iat: now / 1000,
  exp: now / 1000 + 3600,
  grants: {
    identity: 'alice',
    voice: { incoming: { allow: true }, outgoing: { application_sid: applicationSid } },
  },
}

describe('a valid token', () => {
  test('of the twilio package is accepted', async () => {
    const token = new twilio.jwt.AccessToken(account.sid, apiKey, account.apiKeys[apiKey] ?? '', {
      identity: 'alice',
      ttl: 600,
    })
    token.addGrant(
      new twilio.jwt.AccessToken.VoiceGrant({
        incomingAllow: true,
        outgoingApplicationSid: applicationSid,
        outgoingApplicationParams: { queue: '7' },
      }),
    )
    expect(await verifyToken(token.toJwt(), account, Date.now())).toMatchObject({
      ok: true,
      claims: {
        identity: 'alice',
        accountSid: account.sid,
        incoming: true,
        outgoing: { applicationSid, params: { queue: '7' } },
      },
    })
  })

  test('of the exchange itself is accepted', async () => {
    const token = await signToken({
      account,
      apiKey,
      identity: 'bob',
      applicationSid,
      nowMs: now,
      ttlSeconds: 60,
    })
    expect(await verifyToken(token, account, now)).toMatchObject({
      ok: true,
      claims: { identity: 'bob', expiresAt: now / 1000 + 60 },
    })
  })

  test('without an identity allows calls as "Anonymous", and no incoming calls', async () => {
    const token = forged(header, {
      ...payload,
      grants: { voice: { incoming: { allow: true }, outgoing: { application_sid: 'AP1' } } },
    })
    expect(await verifyToken(token, account, now)).toMatchObject({
      ok: true,
      claims: { identity: 'Anonymous', incoming: false, outgoing: { applicationSid: 'AP1' } },
    })
  })

  test('without outgoing or incoming grants allows neither', async () => {
    const token = forged(header, { ...payload, grants: { identity: 'alice', voice: {} } })
    expect(await verifyToken(token, account, now)).toMatchObject({
      ok: true,
      claims: { incoming: false, outgoing: undefined },
    })
  })
})

describe('an invalid token', () => {
  const cases: readonly [string, string, number][] = [
    ['is not a JWT', 'nonsense', 31204],
    ['has four parts', `${forged(header, payload)}.x`, 31204],
    ['has another content type', forged({ ...header, cty: 'other' }, payload), 31204],
    ['says it needs no signature', forged({ ...header, alg: 'none' }, payload), 31204],
    ['is signed with another secret', forged(header, payload, 'wrong'), 31204],
    ['has no expiry', forged(header, { ...payload, exp: undefined }), 31204],
    ['is of an unknown key', forged(header, { ...payload, iss: `SK${'9'.repeat(32)}` }), 31201],
    ['names a key that is part of every object', forged(header, { ...payload, iss: 'constructor' }), 31201],
    ['is of another account', forged(header, { ...payload, sub: `AC${'9'.repeat(32)}` }), 31201],
    ['has expired', forged(header, { ...payload, exp: now / 1000 }), 31202],
    ['is not valid yet', forged(header, { ...payload, nbf: now / 1000 + 3600 }), 31204],
    ['lasts longer than a day', forged(header, { ...payload, exp: now / 1000 + 90_000 }), 20104],
    ...['jo doe', 'jo.doe@example.com', 'jo-doe', 'é', 'x'.repeat(122), 'anonymous'].map(
      (identity): [string, string, number] => [
        `has the identity ${identity}`,
        forged(header, { ...payload, grants: { identity, voice: {} } }),
        31105,
      ],
    ),
    ['has no voice grant', forged(header, { ...payload, grants: { identity: 'alice' } }), 31201],
  ]
  test.each(cases)('is refused because it %s', async (_why, token, code) => {
    expect(await verifyToken(token, account, now)).toMatchObject({ ok: false, error: { code } })
  })

  test('is refused without an exception, for any input', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.array(fc.base64String()).map((parts) => parts.join('.')),
        ),
        async (token) => {
          expect((await verifyToken(token, account, now)).ok).toBe(false)
        },
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.json(), async (head, body) => {
        const part = (text: string): string => Buffer.from(text).toString('base64url')
        expect((await verifyToken(`${part(head)}.${part(body)}.AAAA`, account, now)).ok).toBe(false)
      }),
    )
  })
})
