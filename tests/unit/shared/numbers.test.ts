import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatNumber,
  knownCountry,
  partyAddress,
  partyFrom,
  partyTitle,
  readDialled,
} from '../../../src/shared/numbers.ts'

describe('what is dialled', () => {
  it.each([
    ['+1 202-555-0101', 'US', '+12025550101'],
    ['(202) 555-0101', 'US', '+12025550101'],
    ['202.555.0101', 'US', '+12025550101'],
    ['1 202 555 0101', 'US', '+12025550101'],
    ['tel:+1-202-555-0101', 'US', '+12025550101'],
    ['tel:+12025550101;ext=5', 'US', '+12025550101'],
    ['tel:%2B12025550101', 'DE', '+12025550101'],
    ['tel:%2b12025550101', 'DE', '+12025550101'],
    ['callto:+12025550101', 'US', '+12025550101'],
    ['030 123456', 'DE', '+4930123456'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['011 49 30 123456', 'US', '+4930123456'],
    ['\u202A+1 202 555 0101\u202C', 'US', '+12025550101'],
    ['+1 202\u2011555\u20110101', 'US', '+12025550101'],
    ['＋１２０２５５５０１０１', 'US', '+12025550101'],
    ['(202) 555-0101', 'nowhere', '+12025550101'],
  ])('%s in %s is %s', (text, country, e164) => {
    expect(readDialled(text, country)).toMatchObject({ kind: 'number', e164 })
  })

  it.each([
    ['maria', 'maria'],
    ['client:maria', 'maria'],
    ['Client:bob_2', 'bob_2'],
    ['anna.b@example.com', 'anna.b@example.com'],
  ])('%s is the identity %s', (text, identity) => {
    expect(readDialled(text, 'US')).toEqual({ kind: 'identity', identity })
  })

  it.each([
    ['555', 'US', 'Not complete yet'],
    ['+1 202', 'US', 'not complete'],
    ['000492', 'DE', 'Not complete yet'],
    ['1'.repeat(20), 'US', 'too long'],
    ['*67', 'US', 'Start with + for abroad'],
    ['<script>', 'US', 'neither a phone number nor'],
    ['client:', 'US', 'neither a phone number nor'],
    ['client:two words', 'US', 'neither a phone number nor'],
    ['x'.repeat(121), 'US', 'neither a phone number nor'],
  ])('%s in %s cannot be dialled, in words', (text, country, words) => {
    expect(readDialled(text, country)).toMatchObject({
      kind: 'impossible',
      why: expect.stringContaining(words),
    })
  })

  it.each(['', '  ', '\u200B', 'tel:'])('%j is nothing yet', (text) => {
    expect(readDialled(text, 'US')).toEqual({ kind: 'empty' })
  })

  it('is one answer: what is shown, typed again anywhere, dials the same', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\+?[\d ()-]{3,18}$/),
        fc.constantFrom('US', 'DE', 'GB', 'JP'),
        fc.constantFrom('US', 'DE', 'GB', 'JP'),
        (text, here, there) => {
          const dialled = readDialled(text, here)
          fc.pre(dialled.kind === 'number')
          expect(dialled.e164).toMatch(/^\+[1-9]\d{1,16}$/)
          expect(readDialled(dialled.shown, there)).toMatchObject({ kind: 'number', e164: dialled.e164 })
        },
      ),
    )
  })

  it('never fails, whatever is pasted', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ maxLength: 3 }),
        (text, country) => {
          expect(['empty', 'number', 'identity', 'impossible']).toContain(readDialled(text, country).kind)
        },
      ),
    )
  })
})

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
    ['+12025550101', '\u202E\u200B', 'number', '(202) 555-0101', '(202) 555-0101'],
    ['+12025550101', '\u202EPolice', 'number', 'Police', '(202) 555-0101'],
  ])('%s named %j', (from, name, kind, title, address) => {
    const party = partyFrom(from, name)
    expect(party.kind).toBe(kind)
    expect(partyTitle(party, 'US')).toBe(title)
    expect(partyAddress(party, 'US')).toBe(address)
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
          const title = partyTitle(partyFrom(from, name), 'US')
          expect(title.trim()).not.toBe('')
          expect(title.length).toBeLessThanOrEqual(500)
        },
      ),
    )
  })
})
