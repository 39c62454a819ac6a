import { describe, expect, test } from 'vitest'
import { isDigit, KEYS, pastedText } from '../../../src/renderer/ui/keypad/digits.ts'
import { redialText } from '../../../src/renderer/ui/state/redial-text.ts'
import { partyFrom, readDialled } from '../../../src/shared/numbers.ts'

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
  ])('%s', (from, expected) => {
    const text = redialText(partyFrom(from, 'Somebody'), 'US')
    expect(readDialled(text ?? '', 'US')).toMatchObject(expected)
  })

  test.each(['anonymous', 'client:2025550147', 'client:', '+266696687'])('nothing for %s', (from) => {
    expect(redialText(partyFrom(from, undefined), 'US')).toBeNull()
  })
})
