import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ShowResult } from '../../../../src/main/notifications/notifier.ts'
import { ringingCalls } from '../../../../src/shared/domain/phone.ts'
import { createAlertTestbed, type AlertTestbed } from '../../../support/main/alert-testbed.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

const IDS = ['CA1', 'CA2', 'CA3'] as const
const WORKS: ShowResult = { status: 'shown', buttons: true, at: 0, by: 'Fake' }
const SERVERS: readonly ShowResult[] = [
  WORKS,
  { ...WORKS, buttons: false, by: 'dunst' },
  { ...WORKS, buttons: false },
  { status: 'failed', reason: 'No server.' },
]

const id = fc.constantFrom(...IDS)
const action = fc.constantFrom('accept' as const, 'reject' as const)
/** The events that the network, the user, the session bus and the notification server can cause. */
const anEvent = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('rings' as const), id }) },
  fc.record({ type: fc.constantFrom('canceled' as const, 'opens' as const, 'remote-hangs-up' as const), id }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('toast' as const, 'popup' as const, 'window' as const),
      id,
      action,
    }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constantFrom('snapshot' as const, 'command' as const) }) },
  fc.record({
    type: fc.constant('closed' as const),
    id,
    reason: fc.constantFrom('expired' as const, 'dismissed' as const, 'server-gone' as const),
  }),
  fc.record({ type: fc.constant('server' as const), says: fc.constantFrom(...SERVERS) }),
  fc.record({ type: fc.constant('server-is-back' as const) }),
  fc.record({ type: fc.constant('system' as const), says: fc.constantFrom('on', 'off', 'unknown') }),
  fc.record({ type: fc.constant('time' as const), ms: fc.nat(7_000) }),
)
type AlertEvent = typeof anEvent extends fc.Arbitrary<infer T> ? T : never

async function happen(to: AlertTestbed, event: AlertEvent): Promise<void> {
  const at = to.clock()
  switch (event.type) {
    case 'rings':
      if (!known(to, event.id)) to.line.ring('+12025550142', { id: event.id })
      return flushPromises()
    case 'canceled':
      to.line.callerGivesUp(event.id)
      return flushPromises()
    case 'opens':
      to.line.opens(event.id)
      return flushPromises()
    case 'remote-hangs-up':
      to.line.remoteHangsUp(event.id)
      return flushPromises()
    case 'toast':
      return to.notifier.tell({ type: 'action', key: event.id, action: event.action, at })
    case 'popup':
      return void to.alerts.decide({ type: event.action, id: event.id })
    case 'window':
      to.phone.command({ type: event.action, id: event.id })
      return flushPromises()
    case 'snapshot':
      to.deliverSnapshot()
      return flushPromises()
    case 'command':
      to.deliverCommand()
      return flushPromises()
    case 'closed':
      to.notifier.tell({ type: 'closed', key: event.id, reason: event.reason, at })
      return flushPromises()
    case 'server':
      return to.serverSays(event.says)
    case 'system':
      return to.systemSays(event.says)
    case 'server-is-back':
      to.notifier.tell({ type: 'available', at })
      return flushPromises()
    case 'time':
      return to.advance(event.ms)
  }
}

/** The id of a call never rings a second time. */
const known = ({ phone }: AlertTestbed, call: string) =>
  [...phone.state.calls, ...phone.state.ended].some((other) => other.id === call)

const idsOf = (calls: readonly { readonly id: string }[]) => calls.map((call) => call.id).toSorted()

describe('in any order of events', () => {
  test('one claim wins, each ringing call has one alert, and the call window keeps the calls that it shows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { maxLength: 50 }), async (events) => {
        const world = createAlertTestbed()
        for (const event of events) {
          const before = world.alerts.current.callWindow
          await happen(world, event)
          const rings = idsOf(ringingCalls(world.replica.phone))
          const { notified, callWindow } = world.alerts.current
          expect([...notified, ...callWindow].toSorted()).toEqual(rings)
          expect(world.popup.calls.toSorted()).toEqual(callWindow.toSorted())
          for (const call of before) if (rings.includes(call)) expect(callWindow).toContain(call)
          for (const key of world.notifier.screen.keys()) expect(rings).toContain(key)
          for (const call of IDS) expect(claims(world, call)).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('after all events are delivered, only ringing calls alert, each where it can be answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { maxLength: 40 }), async (events) => {
        const world = createAlertTestbed()
        for (const event of events) await happen(world, event)
        await world.drain()
        await world.advance(3_000)
        const rings = idsOf(ringingCalls(world.phone.state)).filter((call) => claims(world, call) === 0)
        const screen = new Set([...world.notifier.screen.keys(), ...world.popup.calls])
        for (const call of rings) expect(screen).toContain(call)
        for (const call of screen) expect(idsOf(ringingCalls(world.phone.state))).toContain(call)
        for (const call of world.alerts.current.notified)
          expect([...world.notifier.screen.keys()]).toContain(call)
      }),
      { numRuns: 300 },
    )
  })

  test('of three concurrent decisions about a call, the first one wins and determines how the call ends', async () => {
    const hands = fc.shuffledSubarray(['toast', 'popup', 'window'] as const, { minLength: 2 })
    await fc.assert(
      fc.asyncProperty(hands, fc.array(action, { minLength: 3, maxLength: 3 }), async (order, actions) => {
        const world = createAlertTestbed()
        world.serverSays({ ...WORKS, buttons: false, by: 'dunst' })
        await happen(world, { type: 'rings', id: 'CA1' })
        await world.drain()
        expect(world.popup.calls).toEqual(['CA1'])
        for (const [n, hand] of order.entries())
          await happen(world, { type: hand, id: 'CA1', action: actions[n] ?? 'accept' })
        await world.drain()
        expect(claims(world, 'CA1')).toBe(1)
        expect([...world.notifier.screen.keys(), ...world.popup.calls]).toEqual([])
      }),
    )
  })
})

/** The number of accept and reject commands that were sent for this call. */
function claims({ line }: AlertTestbed, call: string): number {
  return line.sent.filter(
    (command) => (command.type === 'accept' || command.type === 'reject') && command.id === call,
  ).length
}
