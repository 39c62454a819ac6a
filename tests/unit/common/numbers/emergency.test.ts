import { describe, expect, test } from 'vitest'
import { readDialText } from '../../../../common/numbers/dial-text.ts'
import { EMERGENCY_NUMBERS } from '../../../../common/numbers/emergency-numbers.ts'
import { findEmergency } from '../../../../common/numbers/emergency.ts'

const inUs = (text: string) => findEmergency(readDialText(text), 'US')

describe('an emergency number', () => {
  test.each(['112', '911', '999', '110', '000', '119'])('%s is an emergency number everywhere', (text) => {
    for (const country of [...Object.keys(EMERGENCY_NUMBERS), 'ZZ', undefined])
      expect(findEmergency(readDialText(text), country)).toBe('here')
  })

  test.each([
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
    '10111',
    '085',
  ])('%s is an emergency number of another country', (text) => {
    expect(inUs(text)).toBe('elsewhere')
  })

  test('every emergency number of the table is found, and is the own one in its country', () => {
    expect(Object.keys(EMERGENCY_NUMBERS).length).toBeGreaterThan(230)
    for (const [country, line] of Object.entries(EMERGENCY_NUMBERS)) {
      expect(line).toMatch(/^\+[1-9]\d{0,2}(?: \d{2,6})+$/)
      for (const number of line.split(' ').slice(1)) {
        expect(findEmergency(readDialText(number), country)).toBe('here')
        expect(findEmergency(readDialText(number))).not.toBeNull()
      }
    }
  })

  test.each([
    '９１１',
    '٩١١',
    '۹۱۱',
    '९११',
    '๙๑๑',
    '৯১১',
    '⁹¹¹',
    '⑨①①',
    '𝟗𝟏𝟏',
    '9️⃣1️⃣1️⃣',
    ' 9 1 1 ',
    '9-1-1',
    '9–1−1',
    '9.1.1',
    '9\u00A01\u20111',
    '(911)',
    '9\u200B11',
    '\u202E911',
    '911#',
    '911*',
    '911,',
    '911;ext=5',
    '911 ext. 5',
    '911,,1',
    '+911',
    '00911',
    '00112',
    '011 112',
    '0011-112',
    '+1 911',
    '+1-112',
    '1911',
    '1 (911)',
    '001 911',
    '+44 999',
    '0049 112',
    '+33112',
    '*67 911',
    '*67911',
    '*112#',
    '#31#112',
    '9911',
    '9-911',
    '9 911',
    '9,911',
    '0,112',
    'tel. 911',
    'Emergency: 911!',
    'call 112 now',
  ])('%j is recognised as an emergency number', (text) => {
    expect(inUs(text)).toBe('here')
  })

  test.each([
    '',
    '+1 202 555 0112',
    '202 555 0911',
    '0911 123456',
    '+49 911 123456',
    '1120',
    '9110',
    '1001',
    'client:911',
    'client:112',
    'e911',
    'alice',
    '*21#',
    '+12',
    '+15',
    '+1 919',
  ])('%j is not an emergency number', (text) => {
    expect(inUs(text)).toBeNull()
  })
})
