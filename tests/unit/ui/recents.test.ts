import { describe, expect, it } from 'vitest'
import type { EndedCall, Ending } from '../../../src/shared/domain/phone.ts'
import { lasted, recentKey, recentWords } from '../../../src/renderer/ui/recents/recent-call-text.ts'
import { whenWords } from '../../../src/renderer/ui/lib/date-text.ts'

const call = (direction: EndedCall['direction'], ending: Ending, answered = false): EndedCall => ({
  id: 'a',
  sid: null,
  party: { kind: 'identity', address: 'alice', name: null },
  phase: 'ended',
  direction,
  ending,
  startedAt: 1,
  openedAt: answered ? 2 : null,
  endedAt: 3,
  detail: null,
})

describe('a call of the past', () => {
  it.each([
    [call('incoming', 'missed'), 'Missed', true],
    [call('incoming', 'turned-away'), 'Missed, do not disturb', true],
    [call('incoming', 'rejected'), 'Rejected', false],
    [call('incoming', 'hung-up', true), 'Incoming', false],
    [call('incoming', 'connection-lost', true), 'Incoming', false],
    [call('incoming', 'microphone-denied'), 'Incoming, failed', false],
    [call('incoming', 'stopped', true), 'Incoming, cut off when Offhook stopped', false],
    [call('outgoing', 'hung-up-remotely', true), 'Outgoing', false],
    [call('outgoing', 'stopped'), 'Outgoing, cut off when Offhook stopped', false],
    [call('outgoing', 'busy'), 'Outgoing, busy', false],
    [call('outgoing', 'no-answer'), 'Outgoing, no answer', false],
    [call('outgoing', 'rejected-remotely'), 'Outgoing, declined', false],
    [call('outgoing', 'given-up'), 'Outgoing, cancelled', false],
    [call('outgoing', 'unreachable'), 'Outgoing, not reached', false],
    [call('outgoing', 'not-answered'), 'Outgoing, not answered', false],
    [call('outgoing', 'service-failed'), 'Outgoing, failed', false],
    [call('outgoing', 'failed'), 'Outgoing, failed', false],
  ])('%o', (past, words, missed) => {
    expect(recentWords(past)).toEqual({ words, missed })
  })

  it.each([
    [call('incoming', 'hung-up', true), 1],
    [call('incoming', 'missed'), null],
    [call('incoming', 'stopped', true), null],
  ])('%o lasted %s ms', (past, ms) => {
    expect(lasted(past)).toBe(ms)
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
])('%i was %s', (then, words) => {
  expect(whenWords(then, at(11, 22, 14, 30), 'en-GB')).toBe(words)
})
