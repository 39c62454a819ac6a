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

/** Call `a` rings at 0; then its notices, each at its time. */
function ladderAfter(...notices: readonly (readonly [number, NotificationStatus])[]): AlertEscalation {
  const rings: AlertEscalationEvent = { type: 'ringing', ids: ['a'], at: 0 }
  return notices.reduce(
    (ladder, [at, notice]) => escalate(ladder, { type: 'notification', id: 'a', notification: notice, at }),
    escalate([], rings),
  )
}

describe('the call window', () => {
  it.each([
    ['a notification with buttons is enough', [[10, shown]], null],
    ['nobody says whether it is shown', [[0, { status: 'requested' }]], ESCALATION_TIMEOUT_MS.reply],
    ['it was shown without buttons', [[10, plain]], 10],
    ['nobody shows it', [[10, { status: 'failed' }]], 10],
    [
      'it went while the call rings',
      [
        [10, shown],
        [500, { status: 'closed' }],
      ],
      500 + ESCALATION_TIMEOUT_MS.closed,
    ],
    [
      'it went, and was back in time',
      [
        [10, shown],
        [500, { status: 'closed' }],
        [500, { status: 'requested' }],
        [550, shown],
      ],
      null,
    ],
    [
      'it went, and was back too late: the window stays',
      [
        [10, shown],
        [500, { status: 'closed' }],
        [500, { status: 'requested' }],
        [900, shown],
      ],
      500 + ESCALATION_TIMEOUT_MS.closed,
    ],
    [
      'it was pressed, and the call rings on',
      [
        [10, shown],
        [500, { status: 'pressed' }],
      ],
      500 + ESCALATION_TIMEOUT_MS.pressed,
    ],
    [
      'it closed a moment before it said what was pressed',
      [
        [10, shown],
        [500, { status: 'closed' }],
        [520, { status: 'pressed' }],
      ],
      520 + ESCALATION_TIMEOUT_MS.pressed,
    ],
    [
      'the next step is wanted',
      [
        [10, shown],
        [20, { status: 'insufficient' }],
      ],
      20,
    ],
  ] as const)('%s: due at %j -> %j', (_what, notices, due) => {
    const ladder = ladderAfter(...notices)
    if (due === null) {
      expect(alertsFor(ladder, CALM, 1e9)).toEqual({
        notified: ['a'],
        callWindow: [],
        flash: true,
        recheckAt: null,
      })
      return
    }
    expect(alertsFor(ladder, CALM, due - 1)).toMatchObject({
      notified: ['a'],
      callWindow: [],
      recheckAt: due,
    })
    expect(alertsFor(ladder, CALM, due)).toMatchObject({ notified: [], callWindow: ['a'], recheckAt: null })
  })

  it('comes in the end where nobody knows whether the system holds notifications back', () => {
    const ladder = ladderAfter([10, shown])
    const unsure: DoNotDisturb = { ...CALM, system: 'unknown' }
    expect(alertsFor(ladder, unsure, 11)).toMatchObject({
      callWindow: [],
      recheckAt: 10 + ESCALATION_TIMEOUT_MS.unknownDnd,
    })
    expect(alertsFor(ladder, unsure, 10 + ESCALATION_TIMEOUT_MS.unknownDnd).callWindow).toEqual(['a'])
  })

  it('is there at once, and nothing blinks, while the system is not to disturb', () => {
    const held: DoNotDisturb = { ...CALM, system: 'on' }
    expect(alertsFor(ladderAfter([10, shown]), held, 11)).toMatchObject({ callWindow: ['a'], flash: false })
  })

  it.each([
    ['until it is turned off', 'turned-off', null],
    ['until a time', 5_000, 5_000],
  ] as const)('stays away while nobody is to disturb %s', (_what, until, wakeAt) => {
    const quiet: DoNotDisturb = { ...CALM, until }
    const nothing = { notified: [], callWindow: [], flash: false, recheckAt: wakeAt }
    expect(alertsFor(ladderAfter([10, { status: 'failed' }]), quiet, 4_999)).toEqual(nothing)
  })

  it('comes when that time is over and the call still rings', () => {
    const quiet: DoNotDisturb = { ...CALM, until: 5_000 }
    expect(alertsFor(ladderAfter([10, { status: 'failed' }]), quiet, 5_000).callWindow).toEqual(['a'])
  })
})

const id = fc.constantFrom('a', 'b', 'c')
const notice: fc.Arbitrary<NotificationStatus> = fc.oneof(
  fc.constantFrom('requested', 'failed', 'closed', 'pressed', 'insufficient').map((status) => ({ status })),
  fc.boolean().map((buttons) => ({ status: 'shown', buttons }) as const),
)
const happening = fc.oneof(
  fc.record({ type: fc.constant('ringing' as const), ids: fc.uniqueArray(id) }),
  fc.record({ type: fc.constant('notification' as const), id, notification: notice }),
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

const quiet: fc.Arbitrary<DoNotDisturb> = fc.record({
  until: fc.oneof(fc.constantFrom(null, 'turned-off' as const), fc.nat(20_000)),
  mode: fc.constant('silent' as const),
  system: fc.constantFrom('on', 'off', 'unknown'),
})
/** Things that happen, each some time after the one before. */
const history = fc.array(fc.tuple(fc.nat(1_000), happening), { maxLength: 40 })

/** Runs a history and hands each moment to `look`: the ladder, the calls that ring, and the time. */
function live(
  events: readonly (readonly [number, Happening])[],
  look: (ladder: AlertEscalation, rings: readonly string[], now: number) => void,
): void {
  let ladder: AlertEscalation = []
  let rings: readonly string[] = []
  let now = 0
  for (const [wait, event] of events) {
    now += wait
    ladder = escalate(ladder, { ...event, at: now })
    if (event.type === 'ringing') rings = event.ids
    look(ladder, rings, now)
  }
}

describe('whatever happens', () => {
  it('there is no alert without a ringing call, and no ringing call without an alert', () => {
    fc.assert(
      fc.property(history, quiet, (events, manner) => {
        live(events, (ladder, rings, now) => {
          const { notified, callWindow, flash } = alertsFor(ladder, manner, now)
          const isQuiet = manner.until === 'turned-off' || (manner.until !== null && manner.until > now)
          expect([...notified, ...callWindow].toSorted()).toEqual(isQuiet ? [] : [...rings].toSorted())
          if (flash) expect(rings).not.toEqual([])
        })
      }),
      { numRuns: 500 },
    )
  })

  it('a call in the window stays there for as long as it rings', () => {
    fc.assert(
      fc.property(history, (events) => {
        let up: readonly string[] = []
        live(events, (ladder, rings, now) => {
          const { callWindow } = alertsFor(ladder, CALM, now)
          for (const call of up) if (rings.includes(call)) expect(callWindow).toContain(call)
          up = callWindow
        })
      }),
      { numRuns: 500 },
    )
  })

  it('a notification nobody can answer on is not all there is for longer than two seconds', () => {
    fc.assert(
      fc.property(history, (events) => {
        live(events, (ladder, rings, now) => {
          const { callWindow } = alertsFor(ladder, CALM, now + ESCALATION_TIMEOUT_MS.pressed)
          for (const rung of ladder)
            if (rung.notification !== 'shown') expect(callWindow).toContain(rung.callId)
          expect(ladder.map(({ callId }) => callId)).toEqual(rings)
        })
      }),
      { numRuns: 500 },
    )
  })
})
