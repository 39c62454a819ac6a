import * as fc from 'fast-check'
import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import { createWebhooks, signature } from '../../../../exchange/webhooks/webhooks.ts'

const authToken = 'the auth token'
const never = new AbortController().signal

interface Asked {
  readonly url: string
  readonly init: RequestInit | undefined
}

function asked(reply: () => Promise<Response> = async () => new Response('<Response/>')) {
  const requests: Asked[] = []
  const webhooks = createWebhooks({
    authToken,
    timeoutMs: 1000,
    fetch: async (url, init) => {
      requests.push({ url: url instanceof URL ? url.href : '', init })
      return reply()
    },
  })
  return { webhooks, requests }
}

function bodyOf({ init }: Asked): string {
  return typeof init?.body === 'string' ? init.body : ''
}

function signatureOf({ init }: Asked): string {
  return new Headers(init?.headers).get('x-twilio-signature') ?? ''
}

describe('a webhook request', () => {
  test('is form-encoded, with a signature that the twilio package accepts', async () => {
    const { webhooks, requests } = asked()
    const parameters = { CallSid: 'CA1', From: '+1 (2)', Empty: '', 'ünï&=': 'ß' }
    await webhooks.request('https://example.com/voice?x=1', 'POST', parameters, never)
    const [request] = requests
    if (!request) throw new Error('nothing was asked')
    expect(Object.fromEntries(new URLSearchParams(bodyOf(request)))).toEqual(parameters)
    expect(
      twilio.validateRequest(authToken, signatureOf(request), 'https://example.com/voice?x=1', parameters),
    ).toBe(true)
    expect(
      twilio.validateRequest('wrong', signatureOf(request), 'https://example.com/voice?x=1', parameters),
    ).toBe(false)
  })

  test('by GET has everything in a signed query', async () => {
    const { webhooks, requests } = asked()
    await webhooks.request('http://127.0.0.1:1/voice?x=1', 'GET', { From: 'client:alice' }, never)
    const [request] = requests
    if (!request) throw new Error('nothing was asked')
    expect(request.url).toBe('http://127.0.0.1:1/voice?x=1&From=client%3Aalice')
    expect(twilio.validateRequest(authToken, signatureOf(request), request.url, {})).toBe(true)
  })

  test('has a signature that the twilio package accepts, for any parameters', () => {
    const words = fc.string({ minLength: 1 }).filter((name) => name !== '__proto__')
    fc.assert(
      fc.property(fc.dictionary(words, fc.string()), (parameters) => {
        const url = 'https://example.com/voice'
        expect(
          twilio.validateRequest(authToken, signature(authToken, url, parameters), url, parameters),
        ).toBe(true)
      }),
    )
  })
})

describe('a webhook that fails', () => {
  const cases: readonly [string, string, () => Promise<Response>, number][] = [
    ['an error status', 'https://example.com/', async () => new Response('', { status: 404 }), 11200],
    ['no connection', 'https://example.com/', () => Promise.reject(new TypeError('fetch failed')), 11200],
    ['plain http to another machine', 'http://example.com/', async () => new Response(''), 11100],
    ['no address', 'nowhere', async () => new Response(''), 11100],
    ['another scheme', 'file:///etc/passwd', async () => new Response(''), 11100],
    ['too long an answer', 'https://example.com/', async () => new Response('x'.repeat(70_000)), 11750],
  ]
  test.each(cases)('%s', async (_name, url, reply, code) => {
    const { webhooks } = asked(reply)
    await expect(webhooks.request(url, 'POST', {}, never)).rejects.toMatchObject({
      name: 'WebhookError',
      code,
    })
  })
})

describe('a redirect', () => {
  const to = (location: string, status = 302) => new Response(null, { status, headers: { location } })
  const answers = (...replies: Response[]) =>
    asked(async () => replies.shift() ?? new Response('<Response/>'))

  test('is followed with GET and without the form', async () => {
    const { webhooks, requests } = answers(to('/next'))
    const reply = await webhooks.request('https://example.com/voice', 'POST', { From: 'x' }, never)
    expect(reply.url).toBe('https://example.com/next')
    expect(requests.map(({ url, init }) => [url, init?.method, init?.body === undefined])).toEqual([
      ['https://example.com/voice', 'POST', false],
      ['https://example.com/next', 'GET', true],
    ])
  })

  test('with 307 or 308 repeats the method and the form', async () => {
    const { webhooks, requests } = answers(to('https://other.example/', 307))
    await webhooks.request('https://example.com/voice', 'POST', { From: 'x' }, never)
    expect(requests.map(({ init }) => init?.method)).toEqual(['POST', 'POST'])
  })

  test.each(['http://10.0.0.1/admin', 'file:///etc/passwd', 'ftp://example.com/'])(
    'to %s is not so much as visited',
    async (location) => {
      const { webhooks, requests } = answers(to(location))
      await expect(webhooks.request('https://example.com/', 'POST', {}, never)).rejects.toThrow(/refused/)
      expect(requests).toHaveLength(1)
    },
  )

  test('without end fails', async () => {
    const { webhooks, requests } = asked(async () => to('/again'))
    await expect(webhooks.request('https://example.com/', 'POST', {}, never)).rejects.toThrow(
      /redirects more than/,
    )
    expect(requests.length).toBeLessThan(10)
  })
})
