import { describe, expect, test } from 'vitest'
import { createLineLimit } from '../../../../common/log/line-limit.ts'
import { isForeignHost, isForeignOrigin } from '../../../../common/http/web-origin.ts'

describe('a Host header', () => {
  test.each([
    [undefined, false],
    ['127.0.0.1', false],
    ['127.0.0.1:8080', false],
    ['127.1.2.3:80', false],
    ['localhost:1', false],
    ['LOCALHOST', false],
    ['localhost.', false],
    ['[::1]:8080', false],
    ['phone.example.com', false],
    ['phone.example.com:443', false],
    ['', true],
    ['evil.example', true],
    ['127.0.0.1.evil.example', true],
    ['localhost.evil.example:80', true],
    ['localhost@evil.example', true],
    ['evil.example:127.0.0.1', true],
    ['192.168.1.20:4443', true],
    ['0.0.0.0', true],
    ['[::ffff:8.8.8.8]', true],
    ['a b', true],
    ['[', true],
  ])('the Host %j is foreign: %s', (header, expected) => {
    expect(isForeignHost(header, ['phone.example.com'])).toBe(expected)
  })
})

describe('an Origin header', () => {
  test.each([
    [undefined, false],
    ['http://localhost:5173', false],
    ['https://127.0.0.1', false],
    ['https://phone.example.com', false],
    ['offhook://app', false],
    ['file://', false],
    ['null', true],
    ['', true],
    ['https://evil.example', true],
    ['HTTPS://evil.example', true],
    ['http://localhost.evil.example', true],
    ['http://localhost@evil.example', true],
    ['http://', true],
    ['evil.example', true],
  ])('the Origin %j is foreign: %s', (header, expected) => {
    expect(isForeignOrigin(header, ['phone.example.com'])).toBe(expected)
  })
})

test('a flood of refused requests is logged with ten lines a minute and the number of omitted lines', () => {
  let now = 0
  const limit = createLineLimit(() => now)
  const written = Array.from({ length: 1000 }, () => limit('wrong')).filter((one) => one !== undefined)
  expect(written).toHaveLength(10)
  expect(limit('another kind')).toBe(0)
  now = 60_000
  expect([limit('wrong'), limit('wrong')]).toEqual([990, 0])
})
