import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DoNotDisturb } from '../../../../src/shared/ipc/contract.ts'
import { ESCALATION_TIMEOUT_MS } from '../../../../src/shared/domain/alert-timing.ts'
import {
  alertsFor,
  escalate,
  type AlertEscalation,
  type AlertEscalationEvent,
  type NotificationStatus,
} from '../../../../src/shared/domain/alert-escalation.ts'

const CALM: DoNotDisturb = { until: null, mode: 'silent', system: 'off' }
const shown = { status: 'shown', buttons: true } as const
const plain = { status: 'shown', buttons: false } as const

/** Call `a` rings at 0. The statuses of its notification follow, each at its time. */
function escalationAfter(...statuses: readonly (readonly [number, NotificationStatus])[]): AlertEscalation {
  const rings: AlertEscalationEvent = { type: 'ringing', ids: ['a'], at: 0 }
  return statuses.reduce(
    (escalation, [at, status]) =>
      escalate(escalation, { type: 'notification', id: 'a', notification: status, at }),
    escalate([], rings),
  )
}

describe('The incoming call window', () => {
  it.each([
    ['A notification with buttons needs no call window', [[10, shown]], null],
    [
      'The server does not reply to the notification',
      [[0, { status: 'requested' }]],
      ESCALATION_TIMEOUT_MS.reply,
    ],
    ['The notification is shown without buttons', [[10, plain]], 10],
    ['The notification fails', [[10, { status: 'failed' }]], 10],
    [
      'The notification closes while the call rings',
      [
        [10, shown],
        [500, { status: 'closed' }],
      ],
      500 + ESCALATION_TIMEOUT_MS.closed,
    ],
    [
      'The notification closes and is shown again in time',
      [
        [10, shown],
        [500, { status: 'closed' }],
        [500, { status: 'requested' }],
        [550, shown],
      ],
      null,
    ],
    [
      'The notification closes and is shown again too late: the window stays',
      [
        [10, shown],
        [500, { status: 'closed' }],
        [500, { status: 'requested' }],
        [900, shown],
      ],
      500 + ESCALATION_TIMEOUT_MS.closed,
    ],
    [
      'The notification is pressed and the call still rings',
      [
        [10, shown],
        [500, { status: 'pressed' }],
      ],
      500 + ESCALATION_TIMEOUT_MS.pressed,
    ],
    [
      'The notification closes just before it reports the pressed button',
      [
        [10, shown],
        [500, { status: 'closed' }],
        [520, { status: 'pressed' }],
      ],
      520 + ESCALATION_TIMEOUT_MS.pressed,
    ],
    [
      'The notification is insufficient',
      [
        [10, shown],
        [20, { status: 'insufficient' }],
      ],
      20,
    ],
  ] as const)('%s: after %j the window is due at %j', (_what, statuses, due) => {
    const escalation = escalationAfter(...statuses)
    if (due === null) {
      expect(alertsFor(escalation, CALM, 1e9)).toEqual({
        notified: ['a'],
        callWindow: [],
        flash: true,
        recheckAt: null,
      })
      return
    }
    expect(alertsFor(escalation, CALM, due - 1)).toMatchObject({
      notified: ['a'],
      callWindow: [],
      recheckAt: due,
    })
    expect(alertsFor(escalation, CALM, due)).toMatchObject({
      notified: [],
      callWindow: ['a'],
      recheckAt: null,
    })
  })

  it('opens after a delay when the do-not-disturb state of the system is unknown', () => {
    const escalation = escalationAfter([10, shown])
    const unsure: DoNotDisturb = { ...CALM, system: 'unknown' }
    expect(alertsFor(escalation, unsure, 11)).toMatchObject({
      callWindow: [],
      recheckAt: 10 + ESCALATION_TIMEOUT_MS.unknownDnd,
    })
    expect(alertsFor(escalation, unsure, 10 + ESCALATION_TIMEOUT_MS.unknownDnd).callWindow).toEqual(['a'])
  })

  it('opens at once and the main window does not flash while do not disturb of the system is on', () => {
    const held: DoNotDisturb = { ...CALM, system: 'on' }
    expect(alertsFor(escalationAfter([10, shown]), held, 11)).toMatchObject({
      callWindow: ['a'],
      flash: false,
    })
  })

  it.each([
    ['until it is turned off', 'turned-off', null],
    ['until a time', 5_000, 5_000],
  ] as const)('does not open while do not disturb is on %s', (_what, until, wakeAt) => {
    const dnd: DoNotDisturb = { ...CALM, until }
    const nothing = { notified: [], callWindow: [], flash: false, recheckAt: wakeAt }
    expect(alertsFor(escalationAfter([10, { status: 'failed' }]), dnd, 4_999)).toEqual(nothing)
  })

  it('opens when do not disturb ends and the call still rings', () => {
    const dnd: DoNotDisturb = { ...CALM, until: 5_000 }
    expect(alertsFor(escalationAfter([10, { status: 'failed' }]), dnd, 5_000).callWindow).toEqual(['a'])
  })
})

const id = fc.constantFrom('a', 'b', 'c')
const anyStatus: fc.Arbitrary<NotificationStatus> = fc.oneof(
  fc.constantFrom('requested', 'failed', 'closed', 'pressed', 'insufficient').map((status) => ({ status })),
  fc.boolean().map((buttons) => ({ status: 'shown', buttons }) as const),
)
const anyEvent = fc.oneof(
  fc.record({ type: fc.constant('ringing' as const), ids: fc.uniqueArray(id) }),
  fc.record({ type: fc.constant('notification' as const), id, notification: anyStatus }),
)
type AnyEvent = typeof anyEvent extends fc.Arbitrary<infer T> ? T : never

const anyDnd: fc.Arbitrary<DoNotDisturb> = fc.record({
  until: fc.oneof(fc.constantFrom(null, 'turned-off' as const), fc.nat(20_000)),
  mode: fc.constant('silent' as const),
  system: fc.constantFrom('on', 'off', 'unknown'),
})
/** Events, each with the time since the previous one. */
const history = fc.array(fc.tuple(fc.nat(1_000), anyEvent), { maxLength: 40 })

/** Applies the events and passes the escalation, the ringing calls and the time after each event to `look`. */
function live(
  events: readonly (readonly [number, AnyEvent])[],
  look: (escalation: AlertEscalation, rings: readonly string[], now: number) => void,
): void {
  let escalation: AlertEscalation = []
  let rings: readonly string[] = []
  let now = 0
  for (const [wait, event] of events) {
    now += wait
    escalation = escalate(escalation, { ...event, at: now })
    if (event.type === 'ringing') rings = event.ids
    look(escalation, rings, now)
  }
}

describe('In every sequence of events', () => {
  it('each alert has a ringing call and each ringing call has an alert', () => {
    fc.assert(
      fc.property(history, anyDnd, (events, dnd) => {
        live(events, (escalation, rings, now) => {
          const { notified, callWindow, flash } = alertsFor(escalation, dnd, now)
          const isDnd = dnd.until === 'turned-off' || (dnd.until !== null && dnd.until > now)
          expect([...notified, ...callWindow].toSorted()).toEqual(isDnd ? [] : [...rings].toSorted())
          if (flash) expect(rings).not.toEqual([])
        })
      }),
      { numRuns: 500 },
    )
  })

  it('a call stays in the call window as long as it rings', () => {
    fc.assert(
      fc.property(history, (events) => {
        let up: readonly string[] = []
        live(events, (escalation, rings, now) => {
          const { callWindow } = alertsFor(escalation, CALM, now)
          for (const call of up) if (rings.includes(call)) expect(callWindow).toContain(call)
          up = callWindow
        })
      }),
      { numRuns: 500 },
    )
  })

  it('the call window opens within two seconds when the notification cannot answer the call', () => {
    fc.assert(
      fc.property(history, (events) => {
        live(events, (escalation, rings, now) => {
          const { callWindow } = alertsFor(escalation, CALM, now + ESCALATION_TIMEOUT_MS.pressed)
          for (const alert of escalation)
            if (alert.notification !== 'shown') expect(callWindow).toContain(alert.callId)
          expect(escalation.map(({ callId }) => callId)).toEqual(rings)
        })
      }),
      { numRuns: 500 },
    )
  })
})
