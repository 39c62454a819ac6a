import { expect, test } from 'vitest'
import {
  DBUS_TIMEOUT_MS,
  ELECTRON_NOTIFICATION_TIMEOUT_MS,
  ESCALATION_TIMEOUT_MS,
  FIRST_PAINT_TIMEOUT_MS,
  POLL_INTERVAL_MS,
  SELF_TEST_TIMEOUT_MS,
} from '../../../../src/shared/domain/alert-timing.ts'

test('an alert escalates sooner the less is known about its notification', () => {
  const { closed, reply, pressed, unknownDnd } = ESCALATION_TIMEOUT_MS
  expect([closed, reply, pressed, unknownDnd]).toEqual(
    [closed, reply, pressed, unknownDnd].toSorted((a, b) => a - b),
  )
})

test('a notification that is confirmed late still counts after the escalation', () => {
  expect(ESCALATION_TIMEOUT_MS.reply).toBeLessThan(ELECTRON_NOTIFICATION_TIMEOUT_MS)
  expect(ESCALATION_TIMEOUT_MS.reply).toBeLessThan(DBUS_TIMEOUT_MS)
})

test('the self-test waits until the notification has failed or has escalated', () => {
  expect(SELF_TEST_TIMEOUT_MS.notification).toBeGreaterThan(ELECTRON_NOTIFICATION_TIMEOUT_MS)
  expect(SELF_TEST_TIMEOUT_MS.notification).toBeGreaterThan(ESCALATION_TIMEOUT_MS.unknownDnd)
})

test('the self-test waits longer for the call window than its page may take to paint', () => {
  expect(SELF_TEST_TIMEOUT_MS.window).toBeGreaterThan(FIRST_PAINT_TIMEOUT_MS + POLL_INTERVAL_MS)
})
