import { describe, expect, test } from 'vitest'
import { REQUESTS, requestName } from '../../../../src/shared/ipc/contract.ts'

describe('The table of requests', () => {
  test.each(Object.entries(REQUESTS))('permits at least one page to send %s', (name, { from }) => {
    expect(from.length).toBeGreaterThan(0)
    expect(requestName({ type: name })).toBe(name)
  })

  test.each([
    undefined,
    'quit',
    {},
    { type: 7 },
    { type: 'toString' },
    { type: '__proto__' },
    { type: 'constructor' },
    { type: 'format-disk' },
  ])('has no request with the name in %j', (raw) => {
    expect(requestName(raw)).toBeUndefined()
  })
})
