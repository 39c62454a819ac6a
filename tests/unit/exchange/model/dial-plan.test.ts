import { expect, test } from 'vitest'
import { normalizeNumber, practiceNumbers, scriptFor } from '../../../../exchange/model/dial-plan.ts'

test('a number that is not in the dial plan is not in service', () => {
  expect(scriptFor('+12025550101', practiceNumbers)).toBe('echo')
  expect(scriptFor('+12025550177', practiceNumbers)).toBe('not-in-service')
  expect(scriptFor('constructor', practiceNumbers)).toBe('not-in-service')
  expect(normalizeNumber('202.555.0101')).toBe('+12025550101')
})
