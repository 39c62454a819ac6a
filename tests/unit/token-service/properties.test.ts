import * as fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { harness, leaksIn, SECRETS, signedPost } from './support.ts'

/** What UTF-8 can carry: lone surrogates become U+FFFD on the wire. */
const wellFormed = (text: string): string => Buffer.from(text).toString()

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ...Object.values(SECRETS),
    '+14155550123',
    'client:alice',
    '',
    '__proto__',
    '<Dial>',
    '\u0000',
    '\ud800',
  ),
)
const headerText = anyText.map((text) => text.replace(/[^\x20-\x7e]/g, '').trim())
const path = fc.constantFrom(
  '/token',
  '/twiml/outgoing',
  '/twiml/incoming',
  '/healthz',
  '/',
  '/token/',
  '/nowhere',
)
const body = fc.oneof(anyText, fc.string({ minLength: 5000, maxLength: 6000 }))

const anyRequest = fc
  .record({
    path,
    query: fc.oneof(
      fc.constant(''),
      anyText.map((text) => `?${encodeURIComponent(wellFormed(text))}`),
      fc.constant('?%zz&a&a=1'),
    ),
    method: fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PURGE'),
    authorization: fc.oneof(
      headerText,
      headerText.map((text) => `Bearer ${text}`),
    ),
    signature: headerText,
    type: fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'multipart/form-data', ''),
    body,
  })
  .map(({ path, query, method, authorization, signature, type, body }) => {
    const headers = { authorization, 'x-twilio-signature': signature, 'content-type': type }
    const bodiless = method === 'GET' || method === 'HEAD'
    return new Request(`http://127.0.0.1:8080${path}${query}`, {
      method,
      headers,
      ...(bodiless ? {} : { body }),
    })
  })

/** Throws unless the text is well-formed XML; answers the names of its elements. */
function elementsOf(xml: string): string[] {
  const names: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => names.push(name))
  parser.write(xml).close()
  return names
}

describe('any request', { timeout: 60_000 }, () => {
  test('no request causes a 500, and no secret is in a response or the log', async () => {
    const { app, lines } = harness()
    await fc.assert(
      fc.asyncProperty(anyRequest, async (request) => {
        const response = await app.request(request)
        const text = await response.text()
        expect(response.status).toBeLessThan(500)
        if (response.status >= 400 && request.method !== 'HEAD') {
          expect(JSON.parse(text)).toEqual({ error: expect.any(String), message: expect.any(String) })
        }
        expect(leaksIn(text + lines.join(''))).toEqual([])
        lines.length = 0
      }),
      { numRuns: 500 },
    )
  })

  test('no token is issued without a valid secret', async () => {
    const right = new Set([`Bearer ${SECRETS.alice}`, `Bearer ${SECRETS.bob}`])
    const { app } = harness()
    await fc.assert(
      fc.asyncProperty(anyRequest, async (request) => {
        const known = right.has(request.headers.get('authorization') ?? '')
        const answer = await (await app.request(request)).text()
        if (!known) expect(answer).not.toContain('"token"')
      }),
      { numRuns: 300 },
    )
  })

  test.each(['/twiml/outgoing', '/twiml/incoming'])(
    'a signed %s gets TwiML that dials or says why not',
    async (path) => {
      const { app, lines } = harness({ incoming: { '*': ['alice'] } })
      const form = fc.record({
        From: fc.oneof(anyText, fc.constant('client:alice')),
        To: anyText,
        numberToDial: anyText,
        CallSid: anyText,
        CallerName: anyText,
      })
      await fc.assert(
        fc.asyncProperty(form, async (raw) => {
          const sent = Object.fromEntries(
            Object.entries(raw).map(([name, value]) => [name, wellFormed(value)]),
          )
          const response = await app.request(signedPost(path, sent))
          expect(response.status).toBe(200)
          const elements = elementsOf(await response.text())
          const shapes = [
            'Response Dial Number',
            'Response Dial Client',
            'Response Dial Client Identity Parameter',
            'Response Say Hangup',
          ]
          expect(shapes).toContain(elements.join(' '))
          expect(leaksIn(lines.join(''))).toEqual([])
          expect(lines.join('')).not.toContain('4155550123')
          lines.length = 0
        }),
        { numRuns: 300 },
      )
    },
  )
})
