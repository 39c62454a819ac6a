import { describe, expect, test } from 'vitest'
import type { ShowResult } from '../../../../src/main/notifications/notifier.ts'
import { createAlertSelfTest } from '../../../../src/main/alerts/alert-self-test.ts'
import {
  SELF_TEST_STEPS,
  type Command,
  type HealthReport,
  type DoNotDisturb,
  type SelfTestReport,
} from '../../../../src/shared/ipc/contract.ts'
import { newPhone, type LiveCall, type Phone } from '../../../../src/shared/domain/phone.ts'
import { detectDesktop } from '../../../../src/shared/messages/alert-advice.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createFakeNotifier } from '../../../support/main/fake-notifier.ts'
import { createFakeIncomingCallWindow } from '../../../support/main/fake-incoming-call-window.ts'

const CALL: LiveCall = {
  id: 'CA1',
  sid: 'CA1',
  direction: 'incoming',
  state: 'ringing',
  party: { kind: 'number', address: '+12025550199', name: 'Test ring' },
  startedAt: 1,
}
const ANOTHER: LiveCall = { ...CALL, id: 'CA0', party: { ...CALL.party, address: '+12025550142' } }
const READY: Phone = { ...newPhone(1), registration: { state: 'registered', identity: 'maria', since: 1 } }
const WORKS: ShowResult = { status: 'shown', buttons: true, at: 1, by: 'Fake' }

interface World {
  readonly phone?: Phone
  /** Whether the requested test call arrives; null: this connection cannot place a test call. */
  readonly arrives?: boolean | 'beside-another' | 'is-rejected' | null
  readonly shown?: ShowResult
  readonly audible?: boolean
  readonly popupWorks?: boolean
  readonly doNotDisturb?: Partial<DoNotDisturb>
  readonly microphone?: HealthReport['microphone']
}

async function testRing(world: World = {}) {
  const { arrives = true, shown = WORKS, audible = true, popupWorks = true, microphone = 'usable' } = world
  const fakeClock = createFakeClock()
  const notifier = createFakeNotifier(() => shown)
  const popup = createFakeIncomingCallWindow()
  const commands: Command[] = []
  const progress: (SelfTestReport | null)[] = []
  let phone = world.phone ?? READY
  const ringTest = createAlertSelfTest({
    desktop: detectDesktop('linux', 'ubuntu:GNOME', false),
    callMe: () =>
      arrives === null
        ? null
        : async () => {
            if (!arrives) return
            phone = { ...phone, calls: arrives === 'beside-another' ? [ANOTHER, CALL] : [CALL] }
            const buttons = shown.status === 'shown' && shown.buttons
            ringTest.onNotificationStatus('CA1', { status: 'requested' })
            ringTest.onNotificationStatus(
              'CA1',
              shown.status === 'shown' ? { status: 'shown', buttons } : { status: 'failed' },
            )
            if (arrives === 'is-rejected') phone = { ...phone, calls: [] }
          },
    phone: () => phone,
    doNotDisturb: () => ({ until: null, mode: 'silent', system: 'off', ...world.doNotDisturb }),
    notifier,
    incomingCallWindow: {
      get visible() {
        return popupWorks && popup.calls.length > 0
      },
      show: (view) => {
        popup.show(view)
      },
      hide: () => {
        popup.hide()
      },
    },
    escalate: (id) => {
      popup.show({ country: 'US', calls: [{ id, party: CALL.party, endsActiveCall: false }], more: 0 })
    },
    audible: () => audible,
    microphone: () => microphone,
    onCommand: (command) => commands.push(command),
    onProgress: (report) => progress.push(report),
    clock: fakeClock.clock,
    timers: fakeClock.timers,
  })
  const running = ringTest.run()
  const second = ringTest.run()
  // Advances in small steps, because each timer is set only after the previous one has fired.
  for (let tenth = 0; tenth < 400; tenth += 1) await fakeClock.advance(100)
  const report = await running
  const outcomes = report.steps.map(({ step, outcome }) => `${step}: ${outcome}`)
  const words = report.steps.map((step) => step.message).join('\n')
  return { report, again: await second, outcomes, words, commands, progress, notifier, popup }
}

const GOOD = [
  'registration: passed',
  'invite: passed',
  'notification: passed',
  'buttons: passed',
  'sound: passed',
  'call-window: passed',
  'microphone: passed',
]
/** All steps pass except these. */
const but = (...others: readonly string[]) =>
  GOOD.map((good) => others.find((other) => other.split(':')[0] === good.split(':')[0]) ?? good)

describe('the alert self-test', () => {
  test('rings, reports the result, and ends its test call', async () => {
    const { outcomes, commands, report } = await testRing()
    expect(outcomes).toEqual(GOOD)
    expect(commands).toEqual([
      { type: 'mark-test-call', id: 'CA1' },
      { type: 'reject', id: 'CA1' },
    ])
    expect(report.desktop).toBe('GNOME')
  })

  test('reports each step in order, and clears its progress at the end', async () => {
    const { progress, report } = await testRing()
    expect(progress.map((sofar) => sofar?.steps.length ?? null)).toEqual([0, 1, 2, 4, 5, 6, null])
    for (const sofar of progress)
      if (sofar) expect(report.steps.slice(0, sofar.steps.length)).toEqual(sofar.steps)
    expect(report.steps.map(({ step }) => step)).toEqual([...SELF_TEST_STEPS])
  })

  test('does not treat another call as its test call', async () => {
    const { commands, outcomes } = await testRing({ arrives: 'beside-another' })
    expect(outcomes).toEqual(GOOD)
    expect(commands.map((command) => 'id' in command && command.id)).toEqual(['CA1', 'CA1'])
  })

  test('reports the skipped steps when the user answers or rejects the test call too early', async () => {
    const { commands, outcomes } = await testRing({ arrives: 'is-rejected' })
    expect(outcomes).toEqual(but('sound: skipped', 'call-window: skipped'))
    expect(commands).toEqual([{ type: 'mark-test-call', id: 'CA1' }])
  })

  test.each([
    [
      'no notification',
      { shown: { status: 'failed', reason: 'No server.' } },
      ['notification: failed', 'buttons: skipped'],
      /Settings > Notifications/,
    ],
    ['no buttons', { shown: { ...WORKS, buttons: false } }, ['buttons: warning'], /Show Message Content/],
    [
      'do not disturb of the system',
      { doNotDisturb: { system: 'on' } },
      ['notification: warning'],
      /Do Not Disturb/,
    ],
    ['no sound', { audible: false }, ['sound: failed'], /Settings > Sound/],
    ['no call window', { popupWorks: false }, ['call-window: failed'], /window manager/],
    ['no microphone', { microphone: 'missing' }, ['microphone: failed'], /Input/],
    ['a denied microphone', { microphone: 'denied' }, ['microphone: failed'], /Privacy/],
    ['an unknown microphone', { microphone: 'unknown' }, ['microphone: skipped'], /first call/],
  ] as const satisfies readonly (readonly [string, World, readonly string[], RegExp])[])(
    'reports %s, and advises what to change',
    async (_what, world, others, advice) => {
      const { outcomes, words } = await testRing(world)
      expect(outcomes).toEqual(but(...others))
      expect(words).toMatch(advice)
    },
  )

  test('reports only the missing call when the test call does not arrive', async () => {
    const { outcomes, commands } = await testRing({ arrives: false })
    expect(outcomes).toEqual(['registration: passed', 'invite: failed', 'microphone: passed'])
    expect(commands).toEqual([])
  })

  test.each([
    ['cannot ring itself', READY, ['registration: passed', 'invite: skipped']],
    ['is not registered', newPhone(1), ['registration: failed', 'invite: skipped']],
  ] as const)(
    'a line that %s: the rest is tried without a call, and cleared away',
    async (_what, phone, first) => {
      const { outcomes, notifier, popup, commands } = await testRing({ phone, arrives: null })
      expect(outcomes).toEqual([
        ...first,
        'notification: passed',
        'buttons: passed',
        'sound: skipped',
        'call-window: passed',
        'microphone: passed',
      ])
      expect([notifier.shows, notifier.screen.size, popup.calls, commands]).toEqual([
        ['ring-test'],
        0,
        [],
        [],
      ])
    },
  )

  test.each([
    ['a call is going on', { phone: { ...READY, calls: [CALL] } }, /when it is over/],
    ['do not disturb is on', { doNotDisturb: { until: 'turned-off' } }, /Do not disturb/],
  ] as const satisfies readonly (readonly [string, World, RegExp])[])(
    'waits while %s',
    async (_what, world, words) => {
      const report = await testRing(world)
      expect(report.outcomes).toEqual(['registration: skipped'])
      expect(report.words).toMatch(words)
      expect(report.notifier.shows).toEqual([])
    },
  )
})
