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
const ticket = { token: good, identity: 'maria', signallingHost: 'localhost:1' }

describe('what a token address answered', () => {
  test.each([
    ['JSON as ours', JSON.stringify({ token: good, identity: 'maria', expiresAt: 'x' })],
    ['JSON with the token only', JSON.stringify({ token: good })],
    ['JSON text', JSON.stringify(good)],
    ['bare text', `${good}\n`],
  ])('%s is a ticket', (_what, body) => {
    expect(readTokenResponse(body, 'localhost:1', NOW)).toEqual({
      ok: true,
      accessToken: ticket,
      receivedAt: NOW,
      expiresAt: NOW + 3_600_000,
    })
  })

  test('a token of Twilio’s own package is a ticket', () => {
    const token = accessToken(ACCOUNT, 'maria', 600)
    expect(readTokenResponse(JSON.stringify({ token }), null, NOW)).toMatchObject({
      ok: true,
      accessToken: { token, identity: 'maria', signallingHost: null },
      expiresAt: NOW + 600_000,
    })
  })

  test('its life counts from now, however wrong the server’s clock is', () => {
    const token = jwt({ iat: 1000, exp: 1060, grants: voice() })
    expect(readTokenResponse(token, null, NOW)).toMatchObject({ ok: true, expiresAt: NOW + 60_000 })
  })

  test('its life is what is left of it when the server handed it out', () => {
    const token = jwt({ iat: 1000, exp: 4600, grants: voice() })
    const expiresAt = (serverNow: number) => readTokenResponse(token, null, NOW, serverNow)
    expect(expiresAt(2_800_000)).toMatchObject({ ok: true, expiresAt: NOW + 1_800_000 })
    expect(expiresAt(4_600_000)).toMatchObject({ ok: false, message: expect.stringContaining('expired') })
    // A date before the token was made is wrong: no token lives longer than it says.
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
    ['a token of somebody else', jwt({ sub: 'x', exp: seconds + 60 }), 'not-a-token'],
    ['one already expired', jwt({ iat: seconds, exp: seconds, grants: voice() }), 'not-a-token'],
    ['one for video', jwt({ exp: seconds + 60, grants: { identity: 'm', video: {} } }), 'not-a-voice-token'],
    ['one for nobody', jwt({ exp: seconds + 60, grants: { voice: {} } }), 'not-a-voice-token'],
    ['outgoing only', jwt({ exp: seconds + 60, grants: voice({}) }), 'not-a-voice-token'],
    ['incoming forbidden', jwt({ exp: seconds + 60, grants: voice({ allow: false }) }), 'not-a-voice-token'],
  ])('%s: %s is %s', (_what, body, problem) => {
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

describe('asking for a token', () => {
  test('sends the secret as a bearer, and follows nobody elsewhere', async () => {
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

  test('without a secret sends none', async () => {
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

  test('401 with no secret says that one is wanted', async () => {
    const outcome = await ask(async () => new Response('no', { status: 401 }), {
      ...ADDRESS,
      secret: undefined,
    })
    expect(outcome).toMatchObject({ message: expect.stringContaining('wants a secret') })
  })

  test('a token the service has kept too long is refused', async () => {
    const hoursLater = new Date(NOW + 2 * 3_600_000).toUTCString()
    const outcome = await ask(async () => new Response(good, { headers: { Date: hoursLater } }))
    expect(outcome).toMatchObject({ ok: false, problem: 'not-a-token', field: 'url' })
    const undated = await ask(async () => new Response(good, { headers: { Date: 'soon' } }))
    expect(undated).toMatchObject({ ok: true })
  })

  test('an answer that never ends is not read to the end', async () => {
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
  ])('%s is said in words', async (error, words) => {
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
