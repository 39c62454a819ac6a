import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DoNotDisturb } from '../../../../src/shared/ipc/contract.ts'
import { newPhone, type Registration } from '../../../../src/shared/domain/phone.ts'
import { trayView } from '../../../../src/shared/messages/tray.ts'
import {
  unseenMissedCount,
  endedBetween,
  orphanedBetween,
  missedCallNotifications,
  isRingAudible,
} from '../../../../src/shared/domain/selectors.ts'
import { aLiveCall, anEndedCall } from '../../../support/state/main-state.ts'
import { anAppState } from '../../../support/state/app-state.ts'
import { history, phoneAfter } from './histories.ts'

const READY: Registration = { state: 'registered', identity: 'maria', since: 0 }
const OFFLINE: Registration = { state: 'offline', reason: 'network', since: 0, detail: null }
const DND: DoNotDisturb = { until: 'turned-off', mode: 'silent', system: 'off' }
const missed = { ...anEndedCall({ id: 'm' }), unseen: true }

describe('The tray', () => {
  test.each([
    ['that calls arrive', READY, {}, [], 'reachable', 'Offhook: You can be reached'],
    ['that calls do not arrive', OFFLINE, {}, [], 'unreachable', 'Offline'],
    ['do not disturb', READY, { doNotDisturb: DND }, [], 'dnd', 'Do not disturb until you turn it off'],
    [
      'that calls do not arrive, even during do not disturb',
      OFFLINE,
      { doNotDisturb: DND },
      [],
      'unreachable',
      'Do not disturb',
    ],
    [
      'a ringing call, even during do not disturb',
      READY,
      { doNotDisturb: DND },
      [aLiveCall('a')],
      'ringing',
      'Incoming call',
    ],
    ['a call in progress', READY, {}, [aLiveCall('a', 'connected'), aLiveCall('b')], 'call', 'In a call'],
    ['one missed call', READY, { recents: [missed] }, [], 'reachable', '1 missed call'],
    ['several', READY, { recents: [missed, missed] }, [], 'reachable', '2 missed calls'],
    [
      'the reachability issue',
      READY,
      { reachability: { status: 'degraded', issue: 'microphone-missing', since: 0 } },
      [],
      'degraded',
      'No microphone found · Calls still arrive',
    ],
  ] as const)('shows %s', (_what, line, parts, calls, icon, words) => {
    const view = trayView(
      { ...newPhone(0), registration: line, calls },
      { ...anAppState(), ...parts, recents: [...('recents' in parts ? parts.recents : [])] },
      60_000,
    )
    expect(view.icon).toBe(icon)
    expect(view.tooltip).toContain(words)
  })
})

const phones = history.map((events) => phoneAfter(...events))

test('a call has exactly one outcome: it ended, it was lost, or it continues', () => {
  fc.assert(
    fc.property(phones, phones, (previous, next) => {
      const over = [...endedBetween(previous, next), ...orphanedBetween(previous, next, 9)].map(
        ({ id }) => id,
      )
      expect(new Set(over).size).toBe(over.length)
      const live = new Set(next.calls.map(({ id }) => id))
      expect(over.filter((id) => live.has(id))).toEqual([])
      const known = new Set([...next.calls, ...next.ended, ...previous.ended].map(({ id }) => id))
      for (const { id } of previous.calls) expect(over.includes(id) || known.has(id)).toBe(true)
    }),
  )
})

describe('Missed calls', () => {
  test('are listed for the five latest callers and counted for all', () => {
    const recents = Array.from({ length: 8 }, (_, index) => ({
      ...anEndedCall({
        id: `c${index}`,
        party: { kind: 'identity', address: `colleague${index}`, name: null },
      }),
      unseen: true,
    }))
    const notices = missedCallNotifications(recents, 0, 'US')
    expect(notices.map(({ callBack }) => callBack)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `client:colleague${n}`),
    )
    expect(unseenMissedCount(recents)).toBe(8)
  })

  test('of one caller share one entry, which has the latest name', () => {
    const party = { kind: 'number', address: '+12025550142', name: 'Ada' } as const
    const earlier = { ...missed, party: { ...party, name: null } }
    expect(missedCallNotifications([{ ...missed, party }, earlier], 0, 'US')).toMatchObject([
      {
        title: '2 missed calls from Ada',
        body: expect.stringContaining('(202) 555-0142 · The last one at '),
      },
    ])
  })
})

test.each([
  [{ ...DND, until: null }, true],
  [DND, false],
  [{ ...DND, until: 5 }, false],
  [{ ...DND, until: null, system: 'on' }, false],
  [{ ...DND, until: null, system: 'unknown' }, true],
] as const)('the ringtone of %j is audible: %s', (dnd, audible) => {
  expect(isRingAudible(dnd)).toBe(audible)
})
