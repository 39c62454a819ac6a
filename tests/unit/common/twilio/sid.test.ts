import { expect, test } from 'vitest'
import { sidPattern } from '../../../../common/twilio/sid.ts'

const HEX = '0123456789abcdef0123456789ABCDEF'

test.each([
  [`AC${HEX}`, true],
  [`AP${HEX}`, false],
  [`AC${HEX}0`, false],
  [`AC${HEX.slice(1)}`, false],
  [`AC${HEX.replace('f', 'g')}`, false],
  [` AC${HEX}`, false],
])('%j as an Account SID is valid: %j', (text, valid) => {
  expect(sidPattern('AC').test(text)).toBe(valid)
})
