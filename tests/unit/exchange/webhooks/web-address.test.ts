import { describe, expect, test } from 'vitest'
import { isLoopback, webAddress } from '../../../../exchange/webhooks/web-address.ts'

describe('a web address', () => {
  test.each(['https://example.com/x', 'http://localhost:1', 'http://127.0.0.1/x', 'http://[::1]:80/'])(
    'may be requested: %s',
    (address) => {
      expect(webAddress(address).href).toContain('://')
    },
  )
  test.each(['http://example.com', 'http://127.0.0.1.example.com', 'ftp://localhost', 'data:,x', 'x'])(
    'must not be requested: %s',
    (address) => {
      expect(() => webAddress(address)).toThrow()
    },
  )
  test('is loopback by its whole host name', () => {
    expect([isLoopback('127.1.2.3'), isLoopback('127.0.0.1.evil'), isLoopback('localhost.evil')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
