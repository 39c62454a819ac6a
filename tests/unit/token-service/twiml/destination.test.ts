import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { E164 } from '../../../../common/numbers/e164.ts'
import { IDENTITY } from '../../../../common/twilio/identity.ts'
import { maskNumber, parseDestination } from '../../../../token-service/twiml/destination.ts'

describe('the targets of an outgoing call', () => {
  test.each([
    ['+14155550123', '+14155550123'],
    [' +1 (415) 555-0123 ', '+14155550123'],
    ['+44 20 7946 0958', '+442079460958'],
    ['+49/30.90-1820', '+4930901820'],
    ['+1\u2011415\u00a05550123', '+14155550123'],
    ['+6834000', '+6834000'],
  ])('the number %j is dialled as %s', (text, number) => {
    expect(parseDestination(text)).toEqual({ kind: 'number', number })
  })

  test.each([
    ['client:bob', 'bob'],
    ['client:1001', '1001'],
    ['bob', 'bob'],
    ['bob_2', 'bob_2'],
    ['client:564189227f361931080058ea', '564189227f361931080058ea'],
  ])('%j is the client %s', (text, identity) => {
    expect(parseDestination(text)).toEqual({ kind: 'client', identity })
  })

  test.each([
    ['', 'no-destination'],
    ['   ', 'no-destination'],
    ['4155550123', 'bad-number'],
    ['0044 20 7946 0958', 'bad-number'],
    ['1001', 'bad-number'],
    ['+0123456789', 'bad-number'],
    ['+123456', 'bad-number'],
    ['+1234567890123456', 'bad-number'],
    ['+1415555012x', 'bad-number'],
    ['+1415555#0123', 'bad-number'],
    ['++14155550123', 'bad-number'],
    ['\u0661\u0662\u0663\u0664\u0665\u0666\u0667', 'bad-number'],
    ['client:', 'bad-identity'],
    ['client:b ob', 'bad-identity'],
    ['client:<Number>', 'bad-identity'],
    ['sip:bob@example.com', 'bad-identity'],
    ['bob,carol', 'bad-identity'],
    ['bob?x=1', 'bad-identity'],
    [`client:${'x'.repeat(122)}`, 'bad-identity'],
    ['bob@example.com', 'bad-identity'],
    ['client:Anonymous', 'bad-identity'],
    ['911', 'emergency'],
    ['112', 'emergency'],
    ['+112', 'emergency'],
    ['9-1-1', 'emergency'],
    ...[
      '15',
      '17',
      '18',
      '100',
      '101',
      '102',
      '120',
      '122',
      '123',
      '191',
      '192',
      '193',
      '９１１',
      '00112',
      '112#',
    ].map((text): [string, string] => [text, 'emergency']),
    ['+1 911', 'emergency'],
    ['*67 911', 'emergency'],
    ['+1 415 555 0123 ext. 9', 'bad-number'],
    ['+14155550123,,9', 'bad-number'],
    ['call +1 415 555 0123', 'bad-identity'],
    ['1-800-FLOWERS', 'bad-identity'],
  ])('%j is refused as %s', (text, reason) => {
    expect(parseDestination(text)).toEqual({ kind: 'refused', reason })
  })

  test('every text is parsed as an E.164 number, an identity or a refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+?[\d ().-]{0,20}$/)), (text) => {
        const destination = parseDestination(text)
        if (destination.kind === 'number') {
          expect(destination.number).toMatch(E164)
          expect(destination.number.replace(/\D/g, '')).toBe(text.replace(/\D/g, ''))
        }
        if (destination.kind === 'client') expect(destination.identity).toMatch(IDENTITY)
      }),
    )
  })
})

test('a masked number shows its last two digits and nothing else', () => {
  expect(maskNumber('+14155550123')).toBe('…23')
  expect(maskNumber('client:bob')).toBe('…')
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (number) => {
      expect(maskNumber(number)).toBe(`…${number.slice(-2)}`)
    }),
  )
})
