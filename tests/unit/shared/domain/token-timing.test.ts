import { expect, test } from 'vitest'
import * as times from '../../../../src/shared/domain/token-timing.ts'

/** The lifetime of a token of Offhook's token service, unless it is configured: an hour, in milliseconds. */
const LIFETIME_MS = 3_600_000

test('a refresh is overdue only after it was due', () => {
  expect(times.REFRESH_SPREAD).toBeLessThan(times.REFRESH_AT)
  expect(times.REFRESH_AT).toBeLessThan(times.REFRESH_OVERDUE_AT)
  expect(times.REFRESH_OVERDUE_AT).toBeLessThan(1)
})

test('a token request that times out is retried before the refresh is overdue', () => {
  const leftMs = (times.REFRESH_OVERDUE_AT - times.REFRESH_AT) * LIFETIME_MS
  expect(leftMs).toBeGreaterThan(times.FETCH_TIMEOUT_MS + times.MAX_RETRY_MS)
})

test('a call gets a refreshed token before its own token expires', () => {
  expect((1 - times.REFRESH_AT) * LIFETIME_MS).toBeGreaterThan(times.SWAP_BEFORE_EXPIRY_MS)
})

test('the page repeats a request only after main has stopped waiting for the token service', () => {
  expect(times.FETCH_TIMEOUT_MS).toBeLessThan(times.REPEAT_REQUEST_MS)
})

test('retries without a valid token are more frequent than those with one', () => {
  expect(times.FIRST_RETRY_MS).toBeLessThan(times.URGENT_RETRY_MS)
  expect(times.URGENT_RETRY_MS).toBeLessThan(times.MAX_RETRY_MS)
})
