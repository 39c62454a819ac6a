import { describe, expect, test } from 'vitest'
import { isE164 } from '../../../../common/numbers/e164.ts'
import { isIdentity } from '../../../../common/twilio/identity.ts'

describe('an identity', () => {
  test.each(['alice', 'Bob_2', '1001', '564189227f361931080058ea', '_', 'a'.repeat(121)])(
    '%j is one that Twilio accepts',
    (text) => {
      expect(isIdentity(text)).toBe(true)
    },
  )

  test.each([
    '',
    'jo doe',
    'jo.doe',
    'jo-doe',
    'jo@example.com',
    'é',
    'a\n',
    'client:a',
    '１００１',
    'a'.repeat(122),
  ])('the identity %j is refused', (text) => {
    expect(isIdentity(text)).toBe(false)
  })

  test.each(['Anonymous', 'anonymous', 'ANONYMOUS'])(
    '%s is no address: it is how a client without one calls',
    (text) => {
      expect(isIdentity(text)).toBe(false)
    },
  )

  test('a name that only begins with Anonymous is an ordinary identity', () => {
    expect(isIdentity('anonymous_2')).toBe(true)
  })
})

test.each([
  ['+12025550101', true],
  ['+6834000', true],
  ['12025550101', false],
  ['+02025550101', false],
  ['+123456', false],
  ['+1234567890123456', false],
])('%s is an E.164 number: %s', (text, expected) => {
  expect(isE164(text)).toBe(expected)
})
