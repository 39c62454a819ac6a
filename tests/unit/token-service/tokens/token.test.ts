import { createRequire } from 'node:module'
import AccessToken from 'twilio/lib/jwt/AccessToken.js'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { harness, INPUT, leaksIn, SECRETS, tokenRequest } from '../support.ts'

// The jsonwebtoken that twilio itself signs with, so that the token is read by twilio's own rules.
const Verifier = v.object({
  verify: v.custom<(token: string, secret: string, options: object) => unknown>(
    (f) => typeof f === 'function',
  ),
})
const require = createRequire(createRequire(import.meta.url).resolve('twilio/lib/jwt/AccessToken.js'))
const jwt = v.parse(Verifier, require('jsonwebtoken'))

const Answer = v.strictObject({
  token: v.string(),
  identity: v.string(),
  expiresAt: v.pipe(v.string(), v.isoTimestamp()),
})
const Token = v.object({
  header: v.record(v.string(), v.unknown()),
  payload: v.looseObject({ iat: v.number(), exp: v.number(), jti: v.string() }),
})
const read = (token: string) =>
  v.parse(Token, jwt.verify(token, SECRETS.apiKeySecret, { algorithms: ['HS256'], complete: true }))

async function ask(changes: object = {}, secret: string = SECRETS.alice) {
  const response = await harness(changes).app.request(tokenRequest(secret))
  return { response, answer: v.parse(Answer, await response.json()) }
}

describe('a token', () => {
  test('a token is a Twilio Voice AccessToken for calls in both directions, signed with the API key', async () => {
    const { answer } = await ask()
    const { header, payload } = read(answer.token)
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
    expect(payload).toEqual({
      // Made a moment before `iat`, perhaps in the second before.
      jti: expect.stringMatching(new RegExp(`^${INPUT.apiKeySid}-\\d{10}$`)),
      iss: INPUT.apiKeySid,
      sub: INPUT.accountSid,
      iat: payload.iat,
      exp: payload.iat + 3600,
      grants: {
        identity: 'alice',
        voice: { incoming: { allow: true }, outgoing: { application_sid: INPUT.twimlAppSid } },
      },
    })
  })

  test('a token equals one made with the twilio package directly', async () => {
    const byHand = new AccessToken(INPUT.accountSid, INPUT.apiKeySid, SECRETS.apiKeySecret, {
      identity: 'alice',
      ttl: 600,
    })
    byHand.addGrant(
      new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: INPUT.twimlAppSid }),
    )
    const { answer } = await ask({ tokenTtl: 600 })
    const [ours, theirs] = [read(answer.token), read(byHand.toJwt())]
    const timeless = ({ iat, exp, jti, ...rest }: typeof ours.payload) => ({
      ...rest,
      ttl: exp - iat,
      key: jti.split('-')[0],
    })
    expect(ours.header).toEqual(theirs.header)
    expect(timeless(ours.payload)).toEqual(timeless(theirs.payload))
  })

  test.each([60, 3600, 86_400])('a token is valid for %i seconds, until expiresAt', async (tokenTtl) => {
    const { answer } = await ask({ tokenTtl })
    const { payload } = read(answer.token)
    expect(payload.exp - payload.iat).toBe(tokenTtl)
    expect(Date.parse(answer.expiresAt)).toBe(payload.exp * 1000)
  })

  test('a token is for the identity of the secret, whatever the body contains', async () => {
    const { app } = harness()
    const body = JSON.stringify({ identity: 'bob' })
    const response = await app.request(tokenRequest(SECRETS.alice, { body }))
    expect(v.parse(Answer, await response.json()).identity).toBe('alice')
    expect((await ask({}, SECRETS.bob)).answer.identity).toBe('bob')
  })

  test('a token is not cached and not readable by other web pages', async () => {
    const { app } = harness()
    const response = await app.request(tokenRequest(SECRETS.alice))
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const headers = { origin: 'https://evil.example' }
    const fromPage = await app.request(tokenRequest(SECRETS.alice, { headers }))
    expect(fromPage.status).toBe(403)
    expect(await fromPage.text()).not.toContain('eyJ')
    expect(response.headers.get('access-control-allow-origin')).toBe(null)
  })

  test('a token is logged with the identity only', async () => {
    const { app, lines } = harness()
    const response = await app.request(tokenRequest(SECRETS.alice))
    const { token } = v.parse(Answer, await response.json())
    const log = lines.join('')
    expect(log).toContain('"event":"token issued","identity":"alice"')
    expect(log).not.toContain(token.split('.')[2])
    expect(leaksIn(log)).toEqual([])
  })
})
