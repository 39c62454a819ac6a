import { describe, expect, test } from 'vitest'
import { isDigit, KEYS, pastedText } from '../../../src/renderer/ui/digit-pad/digits.ts'
import { parseDialInput } from '../../../src/shared/domain/dial/parse-dial-input.ts'
import { redialText } from '../../../src/shared/domain/dial/redial-text.ts'
import { parseParty } from '../../../src/shared/domain/party.ts'

test('every key of the pad is a digit, and there are twelve', () => {
  expect(new Set(KEYS.map(({ digit }) => digit)).size).toBe(12)
  expect(KEYS.every(({ digit }) => isDigit(digit))).toBe(true)
})

test.each(['a', '+', 'Enter', '12', '', ' ', '٣'])('%j is no key of the pad', (key) => {
  expect(isDigit(key)).toBe(false)
})

test.each([
  ['tel:+12025550101', '+12025550101'],
  ['  TEL:2025550101 ', '2025550101'],
  ['callto:alice', 'alice'],
  ['tel:+12025550142;ext=7', '+12025550142 ext. 7'],
  ['tel:%2B1%20202%20555%200142', '+1 202 555 0142'],
  ['tel:+12025550142,,123456789%23', '+12025550142,,123456789#'],
  ['sip:+12025550142;ext=22@example.com', '+12025550142 ext. 22'],
  ['Tel.: (202) 555-0101', 'Tel.: (202) 555-0101'],
  ['(202) 555-0101', '(202) 555-0101'],
  ['telephone', 'telephone'],
])('pasted %j becomes %j', (pasted, expected) => {
  expect(pastedText(pasted)).toBe(expected)
})

describe('what is dialled to reach a caller again', () => {
  test.each([
    ['+12025550147', { kind: 'number', e164: '+12025550147' }],
    ['+442079460018', { kind: 'number', e164: '+442079460018' }],
    ['client:alice', { kind: 'identity', identity: 'alice' }],
    ['client:1001', { kind: 'identity', identity: '1001' }],
    ['client:2025550147', { kind: 'identity', identity: '2025550147' }],
    ['client:564189227f361931080058ea', { kind: 'identity', identity: '564189227f361931080058ea' }],
    ['sip:+12025550147;cic=0001@example.com;user=phone', { kind: 'number', e164: '+12025550147' }],
  ])('%s', (from, expected) => {
    const text = redialText(parseParty(from, 'Somebody'), 'US')
    expect(parseDialInput(text ?? '', 'US')).toMatchObject(expected)
  })

  test.each([
    'anonymous',
    'client:Anonymous',
    'client:anonymous',
    'client:jo doe',
    'client:',
    '+266696687',
    '+44999',
    '+49112',
  ])('nothing for %s', (from) => {
    expect(redialText(parseParty(from, undefined), 'US')).toBeNull()
  })
})
