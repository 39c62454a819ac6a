import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatNumber,
  knownCountry,
  displayAddress,
  parseParty,
  displayName,
} from '../../../../src/shared/domain/party.ts'

describe('numbers as people write them', () => {
  it.each([
    ['+12025550101', 'US', '(202) 555-0101'],
    ['+12025550101', 'us', '(202) 555-0101'],
    ['+12025550101', 'DE', '+1 202 555 0101'],
    ['+442079460958', 'GB', '020 7946 0958'],
    ['not a number', 'US', 'not a number'],
  ])('%s in %s reads %s', (e164, country, shown) => {
    expect(formatNumber(e164, country)).toBe(shown)
  })

  it.each([
    ['DE', 'DE'],
    ['gb', 'GB'],
    ['XX', 'US'],
    ['', 'US'],
  ])('country %j is %s', (given, known) => {
    expect(knownCountry(given)).toBe(known)
  })
})

describe('who is calling', () => {
  it.each([
    ['+12025550101', undefined, 'number', '(202) 555-0101', '(202) 555-0101'],
    ['+12025550101', 'Maria', 'number', 'Maria', '(202) 555-0101'],
    ['client:alice', undefined, 'identity', 'alice', 'alice'],
    ['client:alice', 'Alice B', 'identity', 'Alice B', 'alice'],
    ['client:', undefined, 'unknown', 'Unknown caller', null],
    ['anonymous', undefined, 'unknown', 'Unknown caller', null],
    ['+266696687', undefined, 'unknown', 'Unknown caller', null],
    ['', '', 'unknown', 'Unknown caller', null],
    ['Restricted', undefined, 'unknown', 'Unknown caller', null],
    ['sip:anonymous@anonymous.invalid', undefined, 'unknown', 'Unknown caller', null],
    [
      'sip:alice@pbx.sip.twilio.com',
      undefined,
      'unknown',
      'alice@pbx.sip.twilio.com',
      'alice@pbx.sip.twilio.com',
    ],
    ['sips:101@pbx.example:5061;transport=tls', 'Reception', 'unknown', 'Reception', '101@pbx.example'],
    ['sip:+12025550101@pbx.example;user=phone', undefined, 'number', '(202) 555-0101', '(202) 555-0101'],
    ['sip:+266696687@pbx.example', undefined, 'unknown', 'Unknown caller', null],
    ['5550101', undefined, 'unknown', '5550101', '5550101'],
    ['7378742833', undefined, 'unknown', 'Unknown caller', null],
    ['2562533', undefined, 'unknown', 'Unknown caller', null],
    ['8566696', undefined, 'unknown', 'Unknown caller', null],
    ['266696687', undefined, 'unknown', 'Unknown caller', null],
    ['86282452253', undefined, 'unknown', 'Unknown caller', null],
    ['Unavailable', undefined, 'unknown', 'Unknown caller', null],
    ['+Anonymous', undefined, 'unknown', 'Unknown caller', null],
    ['Private Number', undefined, 'unknown', 'Unknown caller', null],
    ['No Caller ID', undefined, 'unknown', 'Unknown caller', null],
    ['sip:9@anonymous.invalid', undefined, 'unknown', 'Unknown caller', null],
    ['sip:266696687@pbx.example', undefined, 'unknown', 'Unknown caller', null],
    ['"Unavailable" <sip:unavailable@unknown.invalid>', undefined, 'unknown', 'Unknown caller', null],
    ['client:Anonymous', undefined, 'unknown', 'Unknown caller', null],
    ['client:anonymous', 'Guest', 'unknown', 'Guest', null],
    ['client:1001', undefined, 'identity', '1001', '1001'],
    ['sip:+12025550101;ext=22@example.com', undefined, 'number', '(202) 555-0101', '(202) 555-0101'],
    [
      'sip:+12025550101;cic=0001@example.com;user=phone',
      undefined,
      'number',
      '(202) 555-0101',
      '(202) 555-0101',
    ],
    ['sip:%2B12025550101@example.com', undefined, 'number', '(202) 555-0101', '(202) 555-0101'],
    ['sip:+1-202-555-0101@example.com', undefined, 'number', '(202) 555-0101', '(202) 555-0101'],
    ['+12025550101;ext=22', undefined, 'number', '(202) 555-0101', '(202) 555-0101'],
    ['tel:+1-202-555-0101', undefined, 'number', '(202) 555-0101', '(202) 555-0101'],
    ['<sip:+12025550101@example.com>', undefined, 'number', '(202) 555-0101', '(202) 555-0101'],
    ['sip:alice@[2001:db8::1]:5060', undefined, 'unknown', 'alice@[2001:db8::1]', 'alice@[2001:db8::1]'],
    ['+12025550101', '\u202E\u200B', 'number', '(202) 555-0101', '(202) 555-0101'],
    ['+12025550101', '\u202EPolice', 'number', 'Police', '(202) 555-0101'],
  ])('%s named %j', (from, name, kind, title, address) => {
    const party = parseParty(from, name)
    expect(party.kind).toBe(kind)
    expect(displayName(party, 'US')).toBe(title)
    expect(displayAddress(party, 'US')).toBe(address)
  })

  it('is never without a title, and always short', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((name) => `client:${name}`),
        ),
        fc.option(fc.string({ unit: 'binary', maxLength: 10_000 }), { nil: undefined }),
        (from, name) => {
          const title = displayName(parseParty(from, name), 'US')
          expect(title.trim()).not.toBe('')
          expect(title.length).toBeLessThanOrEqual(500)
        },
      ),
    )
  })
})
