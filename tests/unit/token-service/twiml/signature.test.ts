import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, test } from 'vitest'
import { harness, leaksIn, SECRETS, signedPost } from '../support.ts'

const OUT = '/twiml/outgoing'
const PUBLIC = 'https://phone.example.com'
const FORM = { CallSid: `CA${'0'.repeat(32)}`, From: 'client:alice', numberToDial: '+442079460958' }

const sign = (url: string, form: Record<string, string> = {}, token: string = SECRETS.authToken): string =>
  getExpectedTwilioSignature(token, url, form)

type Case = { url?: string; headers?: Record<string, string>; form?: Record<string, string>; method?: string }
function request({
  url = `http://127.0.0.1:8080${OUT}`,
  headers = {},
  form = FORM,
  method = 'POST',
}: Case): Request {
  return new Request(url, {
    method,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    ...(method === 'POST' ? { body: new URLSearchParams(form).toString() } : {}),
  })
}
const QUERY = `?${new URLSearchParams(FORM).toString()}`

describe('a webhook with a valid signature', () => {
  const good = sign(PUBLIC + OUT, FORM)
  const lies = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-forwarded-for': '6.6.6.6',
    forwarded: 'host=evil.example;proto=http',
    'x-original-url': '/evil',
  }
  const believed: [what: string, ask: Case, changes?: object][] = [
    ['when it is signed for the public URL', { headers: { 'x-twilio-signature': good } }],
    [
      'behind a proxy with another host name',
      { url: `http://10.0.0.7:3000${OUT}`, headers: { 'x-twilio-signature': good } },
    ],
    ['whatever the forwarded headers say', { headers: { ...lies, 'x-twilio-signature': good } }],
    [
      'when the port is part of the signed URL',
      { headers: { 'x-twilio-signature': sign(`${PUBLIC}:443${OUT}`, FORM) } },
    ],
    [
      'when PUBLIC_URL is written in capitals and the Console is not',
      { headers: { 'x-twilio-signature': good } },
      { publicUrl: 'HTTPS://Phone.EXAMPLE.com' },
    ],
    [
      'when both are written in capitals',
      { headers: { 'x-twilio-signature': sign(`HTTPS://PHONE.EXAMPLE.COM${OUT}`, FORM) } },
      { publicUrl: 'HTTPS://PHONE.EXAMPLE.COM' },
    ],
    [
      'when the Console is written in capitals and the request says so',
      {
        url: `http://127.0.0.1:8080${OUT}`,
        headers: {
          host: 'Phone.Example.COM',
          'x-twilio-signature': sign(`https://Phone.Example.COM${OUT}`, FORM),
        },
      },
    ],
    [
      'as GET, with everything in the query',
      {
        method: 'GET',
        url: `http://x${OUT}${QUERY}`,
        headers: { 'x-twilio-signature': sign(PUBLIC + OUT + QUERY) },
      },
    ],
    [
      'with a query on a POST',
      {
        url: `http://x${OUT}?team=1&x=%27`,
        headers: { 'x-twilio-signature': sign(`${PUBLIC}${OUT}?team=1&x=%27`, FORM) },
      },
    ],
    [
      'under a path prefix that the proxy keeps',
      {
        url: `http://x/offhook${OUT}`,
        headers: { 'x-twilio-signature': sign(`${PUBLIC}/offhook${OUT}`, FORM) },
      },
      { publicUrl: `${PUBLIC}/offhook/` },
    ],
    [
      'under a path prefix that the proxy strips',
      { headers: { 'x-twilio-signature': sign(`${PUBLIC}/offhook${OUT}`, FORM) } },
      { publicUrl: `${PUBLIC}/offhook` },
    ],
    [
      'with a port in the public URL',
      { headers: { 'x-twilio-signature': sign(`http://127.0.0.1:9000${OUT}`, FORM) } },
      { publicUrl: 'http://127.0.0.1:9000' },
    ],
    [
      'with letters of any language',
      {
        form: { ...FORM, Name: 'Zoë 北京 ' },
        headers: { 'x-twilio-signature': sign(PUBLIC + OUT, { ...FORM, Name: 'Zoë 北京 ' }) },
      },
    ],
  ]
  test.each(believed)('%s', async (_what, ask, changes = {}) => {
    const response = await harness(changes).app.request(request(ask))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(await response.text()).toContain('+442079460958</Number>')
  })
})

describe('a webhook is refused', () => {
  const refused: [what: string, ask: Case][] = [
    ['without a signature', {}],
    ['with an empty signature', { headers: { 'x-twilio-signature': '' } }],
    ['with nonsense for a signature', { headers: { 'x-twilio-signature': 'AAAA' } }],
    [
      'signed with another token',
      { headers: { 'x-twilio-signature': sign(PUBLIC + OUT, FORM, SECRETS.bob) } },
    ],
    [
      'signed for another path',
      { headers: { 'x-twilio-signature': sign(`${PUBLIC}/twiml/incoming`, FORM) } },
    ],
    [
      'signed for its own address behind the proxy',
      { headers: { 'x-twilio-signature': sign(`http://127.0.0.1:8080${OUT}`, FORM) } },
    ],
    [
      'signed for the host it claims',
      { headers: { host: 'evil.example', 'x-twilio-signature': sign(`https://evil.example${OUT}`, FORM) } },
    ],
    [
      'signed for the host a proxy header claims',
      {
        headers: {
          'x-forwarded-host': 'evil.example',
          'x-twilio-signature': sign(`https://evil.example${OUT}`, FORM),
        },
      },
    ],
    [
      'with a changed number',
      { headers: { 'x-twilio-signature': sign(PUBLIC + OUT, { ...FORM, numberToDial: '+1' }) } },
    ],
    [
      'with a parameter more',
      { form: { ...FORM, extra: '1' }, headers: { 'x-twilio-signature': sign(PUBLIC + OUT, FORM) } },
    ],
    [
      'with a query that was not signed',
      { url: `http://x${OUT}?a=1`, headers: { 'x-twilio-signature': sign(PUBLIC + OUT, FORM) } },
    ],
    [
      'as GET with an unsigned query',
      { method: 'GET', url: `http://x${OUT}${QUERY}`, headers: { 'x-twilio-signature': sign(PUBLIC + OUT) } },
    ],
    [
      'signed over http instead of https',
      { headers: { 'x-twilio-signature': sign(`http://phone.example.com${OUT}`, FORM) } },
    ],
  ]
  test.each(refused)('%s', async (_what, ask) => {
    const { app, lines } = harness()
    const response = await app.request(request(ask))
    expect(response.status).toBe(403)
    const text = await response.text()
    expect(JSON.parse(text)).toEqual({
      error: 'bad-signature',
      message: expect.stringContaining(PUBLIC + OUT),
    })
    expect(lines.join('')).toMatch(/"event":"webhook refused".*"reason":"(no|wrong) signature"/)
    expect(leaksIn(text + lines.join(''))).toEqual([])
  })

  test('a webhook gets 404 and an explanation when the service has no auth token', async () => {
    const { app } = harness({ authToken: undefined })
    const response = await app.request(signedPost(OUT, FORM))
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      error: 'webhooks-off',
      message: expect.stringContaining('auth token'),
    })
  })

  test('a webhook larger than 64 kB gets 413', async () => {
    const response = await harness().app.request(signedPost(OUT, { ...FORM, filler: 'x'.repeat(65_536) }))
    expect(response.status).toBe(413)
    expect(await response.json()).toEqual({ error: 'body-too-large', message: expect.any(String) })
  })

  test('a webhook whose body is not a form gets 415', async () => {
    const headers = { 'content-type': 'application/json', 'x-twilio-signature': sign(PUBLIC + OUT) }
    const response = await harness().app.request(request({ headers }))
    expect(response.status).toBe(415)
    expect(await response.json()).toEqual({ error: 'not-a-form', message: expect.any(String) })
  })

  test.each(['PUT', 'DELETE', 'OPTIONS'])('a webhook with the method %s gets 405', async (method) => {
    const response = await harness().app.request(OUT, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, POST')
  })
})
