import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../../../src/main/lib/redactor.ts'

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJncmFudHMiOnt9fQ.c2lnbmF0dXJl'

describe('what a log may hold', () => {
  test.each([
    ['a token', `got ${TOKEN}.`, 'got [token].'],
    ['a token cut short', 'got eyJhbGciOiJIUzI1NiJ9.eyJncm', 'got [token]'],
    ['a bearer', 'Authorization: Bearer abc.def-1', 'Authorization: Bearer [secret]'],
    ['an E.164 number', 'call from +12025550123', 'call from …23'],
    ['a formatted number', 'call from (202) 555-0123 now', 'call from …23 now'],
    ['an international one', 'to +44 20 7183 8750', 'to …50'],
    ['a number in JSON', '{"to":"+12025550123"}', '{"to":"…23"}'],
    ['a number in a query', 'at /twiml?To=%2B12025550123&From=x', 'at /twiml?To=%2B…23&From=x'],
    ['a number in a link', 'opened tel:12025550123 and sip:+12025550123', 'opened tel:…23 and sip:…23'],
    ['a client that is a number', 'client:12025550123 called', 'client:…23 called'],
    ['an address', 'listening on 127.0.0.1:34567', 'listening on 127.0.0.1:34567'],
    ['a time', 'at 2026-11-22T16:08:47.705Z', 'at 2026-11-22T16:08:47.705Z'],
    ['a number and a port', 'from 2025550101:5060 to it', 'from …01:5060 to it'],
    ['a number after a name', 'number:2025550101', 'number:…01'],
    ['a number after a letter', 'dialled x2025550101', 'dialled x…01'],
    ['full-width digits', 'to ２０２５５５０１０１', 'to …０１'],
    ['full-width marks', 'to ＋１（２０２）５５５－０１０１', 'to …０１'],
    ['digits of another script', 'to ٢٠٢٥٥٥٠١٠١', 'to …٠١'],
    ['a number with hyphens that do not break', 'to 202‑555‑0101', 'to …01'],
    ['a number after a slash', 'tel://2025550101', 'tel://…01'],
    ['a longer number', 'to 0011442071838750123', 'to …23'],
    ['a token after a letter that is none of it', 'token=eyJhbGciOiJIUzI1NiJ9.eyJncm', 'token=[token]'],
    ['a bearer in other words', 'authorization: BEARER abcdef.1/2+3=', 'authorization: BEARER [secret]'],
    ['a secret with its name', '{"apiKeySecret":"s3cr3t-w0rds"}', '{"apiKeySecret":"[secret]"}'],
    ['a secret in a query', '/token?secret=s3cr3t-w0rds&x=1', '/token?secret=[secret]&x=1'],
    ['a date and a time', 'on 2026-11-22 16:08:47', 'on 2026-11-22 16:08:47'],
    ['a path of the API', 'POST /2010-04-01/Accounts', 'POST /2010-04-01/Accounts'],
    ['an address of the internet', 'from 192.168.100.200:5060', 'from 192.168.100.200:5060'],
    ['a CallSid of digits', `CA${'12'.repeat(16)}`, `CA${'12'.repeat(16)}`],
    ['a CallSid', 'CA00000000000000000000000000000123', 'CA00000000000000000000000000000123'],
    ['a duration', 'after 1234 ms', 'after 1234 ms'],
  ])('%s', (_what, text, clean) => {
    expect(createRedactor().clean(text)).toBe(clean)
  })

  test('a secret it was told of goes wherever it stands', () => {
    const redactor = createRedactor()
    redactor.hide('correct horse')
    expect(redactor.clean('the correct horse, twice: correct horse')).toBe('the [secret], twice: [secret]')
  })

  test('a secret too short to be one does not eat ordinary words', () => {
    const redactor = createRedactor()
    redactor.hide('a')
    expect(redactor.clean('a call')).toBe('a call')
  })

  const ZEROS = ['0', '０', '٠', '०', '๐'].map((zero) => zero.codePointAt(0) ?? 0)
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 15 })
  const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', ' (', ') ', '‑', '－', '\u200b'), {
    minLength: 15,
    maxLength: 15,
  })
  const around = fc.constantFrom('', ' ', ':', '/', '=', '"', '(', 'x', 'tel:', 'number:', '+', '%2B')
  const after = fc.constantFrom('', ' ', ':5060', '/', '"', ')', ',', ';', '@example.com', '.')

  test('no number survives whole, however it is written and whatever is beside it', () => {
    fc.assert(
      fc.property(
        digits,
        gaps,
        fc.constantFrom(...ZEROS),
        around,
        after,
        (number, between, zero, before, end) => {
          const written = number
            .map((digit, at) => `${at === 0 ? '' : between[at]}${String.fromCodePoint(zero + digit)}`)
            .join('')
          // What reads as a date or as an IPv4 address stays.
          fc.pre(!/^\d{4}-\d\d-\d\d/.test(written) && !/^\d+\.\d+\.\d+\.\d+$/.test(written))
          const clean = createRedactor().clean(`from ${before}${written}${end}`)
          const left =
            clean
              .replace('5060', '')
              .replace('%2B', '')
              .match(/\p{Nd}/gu) ?? []
          expect(left.length).toBeLessThanOrEqual(2)
        },
      ),
      { seed: 8, numRuns: 2_000 },
    )
  })

  test('no secret survives after the name of its scheme', () => {
    const words = fc.stringMatching(/^[A-Za-z0-9._~+/=-]{6,80}$/)
    fc.assert(
      fc.property(fc.constantFrom('Bearer', 'bearer', 'Basic', 'Token'), words, (scheme, secret) => {
        fc.pre(!`Authorization ${scheme} [secret] [token]`.includes(secret))
        expect(createRedactor().clean(`Authorization: ${scheme} ${secret}`)).not.toContain(secret)
      }),
      { seed: 8 },
    )
  })
})

test.each([
  'The token service is running.',
  'The token service stopped unexpectedly (code 1).',
  'There is no token service.',
])('words about a token are no secret: %s', (words) => {
  expect(createRedactor().clean(words)).toBe(words)
})

test.each(['Authorization: Token abc123', 'Basic QWxhZGRpbg', 'Bearer abcdefgh', 'token Abcdefgh'])(
  'what follows a scheme is a secret: %s',
  (words) => {
    expect(createRedactor().clean(words)).toContain('[secret]')
  },
)
