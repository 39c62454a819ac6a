import { describe, expect, it } from 'vitest'
import type { EndedCall, EndReason } from '../../../src/shared/domain/phone.ts'
import { talkTime, recentKey, recentCallText } from '../../../src/renderer/ui/recents/recent-call-text.ts'
import { dateText } from '../../../src/renderer/ui/lib/date-text.ts'

const call = (direction: EndedCall['direction'], endReason: EndReason, answered = false): EndedCall => ({
  id: 'a',
  sid: null,
  party: { kind: 'identity', address: 'alice', name: null },
  state: 'ended',
  direction,
  endReason: endReason,
  startedAt: 1,
  connectedAt: answered ? 2 : null,
  endedAt: 3,
  detail: null,
})

describe('a call of the past', () => {
  it.each([
    [call('incoming', 'missed'), 'Missed', true],
    [call('incoming', 'rejected-dnd'), 'Missed, do not disturb', true],
    [call('incoming', 'rejected'), 'Rejected', false],
    [call('incoming', 'local-hangup', true), 'Incoming', false],
    [call('incoming', 'connection-lost', true), 'Incoming', false],
    [call('incoming', 'microphone-denied'), 'Incoming, failed', false],
    [call('incoming', 'app-terminated', true), 'Incoming, cut off when Offhook stopped', false],
    [call('outgoing', 'remote-hangup', true), 'Outgoing', false],
    [call('outgoing', 'app-terminated'), 'Outgoing, cut off when Offhook stopped', false],
    [call('outgoing', 'busy'), 'Outgoing, busy', false],
    [call('outgoing', 'no-answer'), 'Outgoing, no answer', false],
    [call('outgoing', 'declined'), 'Outgoing, declined', false],
    [call('outgoing', 'canceled'), 'Outgoing, cancelled', false],
    [call('outgoing', 'unreachable'), 'Outgoing, not reached', false],
    [call('outgoing', 'not-answered'), 'Outgoing, not answered', false],
    [call('outgoing', 'application-error'), 'Outgoing, failed', false],
    [call('outgoing', 'failed'), 'Outgoing, failed', false],
  ])('%o', (past, text, missed) => {
    expect(recentCallText(past)).toEqual({ text, missed })
  })

  it.each([
    [call('incoming', 'local-hangup', true), 1],
    [call('incoming', 'missed'), null],
    [call('incoming', 'app-terminated', true), null],
  ])('%o lasted %s ms', (past, ms) => {
    expect(talkTime(past)).toBe(ms)
  })

  it('is told from one of another life of the program with the same id', () => {
    expect(recentKey(call('incoming', 'missed'))).not.toBe(
      recentKey({ ...call('incoming', 'missed'), startedAt: 2 }),
    )
  })
})

const at = (month: number, day: number, hour: number, minute = 0, year = 2026) =>
  new Date(year, month - 1, day, hour, minute).getTime()

it.each([
  [at(11, 22, 14, 5), '14:05'],
  [at(11, 22, 0, 0), '00:00'],
  [at(11, 21, 23, 59), 'yesterday'],
  [at(11, 20, 12), '20 Nov'],
  [at(1, 2, 12), '2 Jan'],
  [at(11, 22, 12, 0, 2025), '22 Nov 2025'],
])('%i was %s', (then, text) => {
  expect(dateText(then, at(11, 22, 14, 30), 'en-GB')).toBe(text)
})
