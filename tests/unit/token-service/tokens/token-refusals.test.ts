import { describe, expect, test } from 'vitest'
import { generateSecret } from '../../../../token-service/auth/secret-hash.ts'
import { harness, INPUT, leaksIn, makeScryptSecret, SECRETS, tokenRequest } from '../support.ts'

const post = (headers: Record<string, string>, body?: BodyInit): Request =>
  new Request('http://127.0.0.1:8080/token', {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body }),
  })

describe('POST /token refuses', () => {
  const refusals: [what: string, request: () => Request, status: number, error: string][] = [
    ['a request without a secret', () => tokenRequest(undefined), 401, 'no-secret'],
    ['an empty secret', () => post({ authorization: 'Bearer ' }), 401, 'no-secret'],
    ['another scheme', () => post({ authorization: `Basic ${SECRETS.alice}` }), 401, 'no-secret'],
    ['a secret without its scheme', () => post({ authorization: SECRETS.alice }), 401, 'no-secret'],
    [
      'two secrets',
      () => post({ authorization: `Bearer ${SECRETS.alice} ${SECRETS.bob}` }),
      401,
      'no-secret',
    ],
    ['a secret in the body', () => post({}, `secret=${SECRETS.alice}`), 401, 'no-secret'],
    ['a wrong secret', () => tokenRequest('wrong'), 401, 'unknown-secret'],
    ['half of a secret', () => tokenRequest(SECRETS.alice.slice(0, 12)), 401, 'unknown-secret'],
    ['a secret and more', () => tokenRequest(`${SECRETS.alice}x`), 401, 'unknown-secret'],
    ['an identity', () => tokenRequest('alice'), 401, 'unknown-secret'],
    [
      'a large body',
      () => post({ authorization: `Bearer ${SECRETS.alice}` }, 'x'.repeat(4097)),
      413,
      'body-too-large',
    ],
  ]
  test.each(refusals)('%s, with a message and without a token', async (_what, request, status, error) => {
    const { app, lines } = harness()
    const response = await app.request(request())
    expect(response.status).toBe(status)
    const text = await response.text()
    expect(JSON.parse(text)).toEqual({ error, message: expect.stringMatching(/^[A-Z].{20,}\.$/) })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(leaksIn(text + lines.join(''))).toEqual([])
  })

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    'the method %s with 405 and the allowed method',
    async (method) => {
      const response = await harness().app.request(tokenRequest(SECRETS.alice, { method }))
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('POST')
      expect(await response.json()).toEqual({
        error: 'method-not-allowed',
        message: expect.stringContaining('POST'),
      })
    },
  )

  test('a secret in the query, which is never read nor logged', async () => {
    const { app, lines } = harness()
    const response = await app.request(`/token?secret=${SECRETS.alice}`, { method: 'POST' })
    expect(response.status).toBe(401)
    expect(leaksIn(lines.join(''))).toEqual([])
  })
})

describe('repeated wrong secrets', () => {
  const statusOf = async (app: ReturnType<typeof harness>['app'], secret: string): Promise<number> =>
    (await app.request(tokenRequest(secret))).status

  test('wrong secrets are limited after ten, until a minute is over', async () => {
    const { app, clock } = harness()
    for (let i = 0; i < 10; i++) expect(await statusOf(app, `wrong-${i}`)).toBe(401)
    const limited = await app.request(tokenRequest('wrong-again'))
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBe('60')
    expect(await limited.json()).toEqual({
      error: 'too-many-attempts',
      message: expect.stringContaining('60 seconds'),
    })
    clock.now += 60_000
    expect(await statusOf(app, 'wrong-once-more')).toBe(401)
  })

  const secrets = { 'SHA-256': generateSecret, scrypt: makeScryptSecret }
  test.each(['SHA-256', 'scrypt'] as const)(
    'do not lock out a client with the right secret (%s)',
    async (kind) => {
      const dora = secrets[kind]()
      const { app } = harness({ users: [...INPUT.users, { identity: 'dora', secretHash: dora.secretHash }] })
      const wrong = `${dora.secret.slice(0, -3)}AAA`
      for (let i = 0; i < 20; i++) await Promise.all([statusOf(app, `wrong-${i}`), statusOf(app, wrong)])
      expect(await statusOf(app, 'wrong')).toBe(429)
      expect(await statusOf(app, wrong)).toBe(429)
      expect(await statusOf(app, SECRETS.alice)).toBe(200)
      expect(await statusOf(app, dora.secret)).toBe(200)
    },
  )

  test.each(['SHA-256', 'scrypt'] as const)(
    'or 400 right ones at once: none is refused (%s)',
    async (kind) => {
      const dora = secrets[kind]()
      const { app } = harness({ users: [{ identity: 'dora', secretHash: dora.secretHash }] })
      const statuses = await Promise.all(Array.from({ length: 400 }, () => statusOf(app, dora.secret)))
      expect(new Set(statuses)).toEqual(new Set([200]))
    },
  )

  test('a revoked secret gets 401 regardless of other failures from the same address', async () => {
    const { app } = harness()
    for (let i = 0; i < 20; i++) await statusOf(app, `wrong-${i}`)
    for (let i = 0; i < 20; i++) await statusOf(app, generateSecret().secret)
    const response = await app.request(tokenRequest(generateSecret().secret))
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: 'unknown-secret' })
  })
})
