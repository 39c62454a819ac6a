import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../../src/main/redact.ts'

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

  test('no number survives whole, however it is written', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 15 })
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', ' ('), { minLength: 15, maxLength: 15 })
    fc.assert(
      fc.property(digits, gaps, (number, between) => {
        const written = number.map((digit, at) => `${at === 0 ? '' : between[at]}${digit}`).join('')
        const clean = createRedactor().clean(`from ${written}`)
        expect(clean.replaceAll(/\D/g, '').length).toBeLessThanOrEqual(2)
      }),
    )
  })
})
