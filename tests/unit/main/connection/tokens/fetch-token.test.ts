import { describe, expect, test } from 'vitest'
import {
  fetchToken,
  type Fetch,
  type TokenAddress,
} from '../../../../../src/main/connection/tokens/fetch-token.ts'
import { readTokenResponse } from '../../../../../src/main/connection/tokens/token-response.ts'
import { accessToken, createTestAccount } from '../../../../support/app/account.ts'

const NOW = 1_800_000_000_000
const ACCOUNT = createTestAccount()

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: unknown) => `${part({ alg: 'HS256' })}.${part(claims)}.c2ln`
const voice = (incoming: unknown = { allow: true }) => ({ identity: 'maria', voice: { incoming } })
const seconds = NOW / 1000
const good = jwt({ iat: seconds, exp: seconds + 3600, grants: voice() })
const issued = { token: good, identity: 'maria', signallingHost: 'localhost:1' }

describe('the response of a token URL', () => {
  test.each([
    [
      'JSON in the format of the bundled token service',
      JSON.stringify({ token: good, identity: 'maria', expiresAt: 'x' }),
    ],
    ['JSON with the token only', JSON.stringify({ token: good })],
    ['JSON text', JSON.stringify(good)],
    ['bare text', `${good}\n`],
  ])('with %s yields an access token', (_what, body) => {
    expect(readTokenResponse(body, 'localhost:1', NOW)).toEqual({
      ok: true,
      accessToken: issued,
      receivedAt: NOW,
      expiresAt: NOW + 3_600_000,
    })
  })

  test('with a token of the twilio package yields an access token', () => {
    const token = accessToken(ACCOUNT, 'maria', 600)
    expect(readTokenResponse(JSON.stringify({ token }), null, NOW)).toMatchObject({
      ok: true,
      accessToken: { token, identity: 'maria', signallingHost: null },
      expiresAt: NOW + 600_000,
    })
  })

  test('yields a lifetime that starts now, regardless of the clock of the server', () => {
    const token = jwt({ iat: 1000, exp: 1060, grants: voice() })
    expect(readTokenResponse(token, null, NOW)).toMatchObject({ ok: true, expiresAt: NOW + 60_000 })
  })

  test('yields the lifetime that was left when the server sent the token', () => {
    const token = jwt({ iat: 1000, exp: 4600, grants: voice() })
    const expiresAt = (serverNow: number) => readTokenResponse(token, null, NOW, serverNow)
    expect(expiresAt(2_800_000)).toMatchObject({ ok: true, expiresAt: NOW + 1_800_000 })
    expect(expiresAt(4_600_000)).toMatchObject({ ok: false, message: expect.stringContaining('expired') })
    // A date before the token was issued is wrong: no token is valid for longer than it says.
    expect(expiresAt(0)).toMatchObject({ ok: true, expiresAt: NOW + 3_600_000 })
  })

  test.each([
    ['nothing', '', 'not-a-token'],
    ['a page', '<html>Sign in</html>', 'not-a-token'],
    ['JSON without a token', '{"error":"no"}', 'not-a-token'],
    ['a token that is a number', '{"token":7}', 'not-a-token'],
    ['two parts', 'a.b', 'not-a-token'],
    ['four parts', `${good}.x`, 'not-a-token'],
    ['claims that are no JSON', 'a.b.c', 'not-a-token'],
    ['a token without grants', jwt({ sub: 'x', exp: seconds + 60 }), 'not-a-token'],
    ['an expired token', jwt({ iat: seconds, exp: seconds, grants: voice() }), 'not-a-token'],
    [
      'a token for video',
      jwt({ exp: seconds + 60, grants: { identity: 'm', video: {} } }),
      'not-a-voice-token',
    ],
    ['a token without an identity', jwt({ exp: seconds + 60, grants: { voice: {} } }), 'not-a-voice-token'],
    ['outgoing only', jwt({ exp: seconds + 60, grants: voice({}) }), 'not-a-voice-token'],
    ['incoming forbidden', jwt({ exp: seconds + 60, grants: voice({ allow: false }) }), 'not-a-voice-token'],
  ])('with %s: %s is reported as %s', (_what, body, problem) => {
    expect(readTokenResponse(body, null, NOW)).toMatchObject({ ok: false, problem })
  })
})

const ADDRESS: TokenAddress = {
  url: 'https://calls.example.com/token',
  method: 'POST',
  secret: 'open sesame',
  signallingHost: null,
}

const ask = (fetch: Fetch, address = ADDRESS) => fetchToken(address, { fetch, clock: () => NOW })

describe('a token request', () => {
  test('sends the secret as a bearer token, and follows no redirect to another host', async () => {
    const asked: [string, RequestInit][] = []
    await ask(async (url, init) => {
      asked.push([url, init])
      return new Response(good)
    })
    const [first] = asked
    expect(first?.[0]).toBe(ADDRESS.url)
    expect(first?.[1]).toMatchObject({ method: 'POST', redirect: 'manual', credentials: 'omit' })
    expect(new Headers(first?.[1].headers).get('authorization')).toBe('Bearer open sesame')
  })

  test('sends no authorization without a secret', async () => {
    const headers: Headers[] = []
    await ask(
      async (_url, init) => {
        headers.push(new Headers(init.headers))
        return new Response(good)
      },
      { ...ADDRESS, secret: undefined, method: 'GET' },
    )
    expect(headers[0]?.has('authorization')).toBe(false)
  })

  test.each([
    [401, 'unauthorised', 'secret', /secret was not accepted/],
    [403, 'unauthorised', 'secret', /secret was not accepted/],
    [404, 'unreachable', 'url', /nothing at that address/],
    [405, 'unreachable', 'method', /other method/],
    [302, 'unreachable', 'url', /final address/],
    [429, 'unreachable', null, /too often/],
    [500, 'unreachable', 'url', /problem of its own/],
  ])('an answer %i is %s, at the field %s', async (status, problem, field, words) => {
    const outcome = await ask(async () => new Response('no', { status }))
    expect(outcome).toMatchObject({ ok: false, problem, field, message: expect.stringMatching(words) })
  })

  test('reports a required secret on 401 without a secret', async () => {
    const outcome = await ask(async () => new Response('no', { status: 401 }), {
      ...ADDRESS,
      secret: undefined,
    })
    expect(outcome).toMatchObject({ message: expect.stringContaining('wants a secret') })
  })

  test('rejects a token that the service has cached for too long', async () => {
    const hoursLater = new Date(NOW + 2 * 3_600_000).toUTCString()
    const outcome = await ask(async () => new Response(good, { headers: { Date: hoursLater } }))
    expect(outcome).toMatchObject({ ok: false, problem: 'not-a-token', field: 'url' })
    const undated = await ask(async () => new Response(good, { headers: { Date: 'soon' } }))
    expect(undated).toMatchObject({ ok: true })
  })

  test('stops reading a response that is too long', async () => {
    let chunks = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks += 1
        controller.enqueue(new Uint8Array(16 * 1024))
      },
    })
    const outcome = await ask(async () => new Response(endless))
    expect(outcome).toMatchObject({ ok: false, problem: 'unreachable' })
    expect(chunks).toBeLessThan(10)
  })

  test.each([
    [new Error('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND x') }), /no server by that name/],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), /no server by that name/],
    [new Error('net::ERR_CONNECTION_REFUSED'), /Nothing answers/],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), /certificate/],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), /no network/],
    [new DOMException('The operation timed out', 'TimeoutError'), /in time/],
    [new Error('whatever'), /cannot be reached/],
  ])('reports %s with a message', async (error, words) => {
    const outcome = await ask(async () => {
      throw error
    })
    expect(outcome).toMatchObject({
      ok: false,
      problem: 'unreachable',
      message: expect.stringMatching(words),
    })
  })
})
