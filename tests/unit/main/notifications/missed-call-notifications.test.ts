import { describe, expect, test } from 'vitest'
import { createMissedCallNotifications } from '../../../../src/main/notifications/missed-call-notifications.ts'
import type { ShowResult } from '../../../../src/main/notifications/notifier.ts'
import type { Command, RecentCall } from '../../../../src/shared/ipc/contract.ts'
import { parseParty } from '../../../../src/shared/domain/party.ts'
import type { EndedCall } from '../../../../src/shared/domain/phone.ts'
import { anEndedCall, createMainState } from '../../../support/state/main-state.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { createFakeNotifier } from '../../../support/main/fake-notifier.ts'

const recent = (id: string, parts: Partial<EndedCall> = {}, unseen = true): RecentCall => ({
  ...anEndedCall({ id, endedAt: 6_000, ...parts }),
  unseen,
})
const ADA = parseParty('+12025550143', 'Ada')
const DND_ON = { until: 'turned-off', mode: 'silent', system: 'off' } as const
const DND_OFF = { until: null, mode: 'silent', system: 'off' } as const

function setUp(answer?: () => ShowResult) {
  const { appState } = createMainState()
  const notifier = createFakeNotifier(answer)
  const commands: Command[] = []
  const seen: string[] = []
  let opened = 0
  const notifications = createMissedCallNotifications({
    notifier,
    appState,
    history: {
      markSeen(which = () => true) {
        seen.push(...appState.current.recents.filter(which).map(({ id }) => id))
      },
    },
    country: 'US',
    onCommand: (command) => commands.push(command),
    onOpen: () => {
      opened += 1
    },
    clock: () => 5_000,
    log: createMemoryLog(),
  })
  const titles = () => [...notifier.screen.values()].map(({ title }) => title)
  const press = (key: string, action: string) => {
    notifier.tell({ type: 'action', key, action, at: 1 })
  }
  return { appState, notifier, commands, seen, opened: () => opened, titles, press, notifications }
}

describe('the notification of a missed call', () => {
  test.each(['missed', 'rejected-dnd'] as const)('(%s) is shown with a Call back button', (endReason) => {
    const { appState, notifier } = setUp()
    appState.update({ recents: [recent('a', { endReason: endReason, party: ADA })] })
    expect([...notifier.screen.values()]).toMatchObject([
      {
        kind: 'missed',
        title: 'Missed call from Ada',
        body: expect.stringContaining('(202) 555-0143'),
        actions: [{ id: 'call-back', label: 'Call back' }],
      },
    ])
  })

  test('is not shown for a call from before startup, a call that was not missed, or a seen call', () => {
    const { appState, titles } = setUp()
    appState.update({
      recents: [
        recent('a', { endedAt: 4_000 }),
        recent('b', { endReason: 'rejected' }),
        recent('c', { endReason: 'local-hangup' }),
        recent('d', {}, false),
      ],
    })
    expect(titles()).toEqual([])
  })

  test('closes when Offhook quits, because Call back would have no effect', async () => {
    const { appState, titles, notifications } = setUp()
    appState.update({ recents: [recent('a', { party: ADA })] })
    expect(titles()).toHaveLength(1)
    await notifications.dispose()
    expect(titles()).toEqual([])
  })

  test('closes when the call has been seen', () => {
    const { appState, titles } = setUp()
    appState.update({ recents: [recent('a')] })
    expect(titles()).toHaveLength(1)
    appState.update({ recents: [recent('a', {}, false)] })
    expect(titles()).toEqual([])
  })

  test('replaces the previous one of the same caller', () => {
    const { appState, titles } = setUp()
    appState.update({ recents: [recent('a', { party: ADA })] })
    appState.update({ recents: [recent('c'), recent('b', { party: ADA }), recent('a', { party: ADA })] })
    expect(titles()).toEqual(['2 missed calls from Ada', 'Missed call from (202) 555-0142'])
  })

  test('is not shown again after the user closes it', () => {
    const { appState, notifier, titles } = setUp()
    appState.update({ recents: [recent('a')] })
    const [key = ''] = notifier.screen.keys()
    notifier.tell({ type: 'closed', key, reason: 'dismissed', at: 1 })
    appState.update({ reachability: { status: 'degraded', issue: 'no-notifications', since: 1 } })
    expect(titles()).toEqual([])
  })

  test('waits until do not disturb is off', () => {
    const { appState, titles } = setUp()
    appState.update({ doNotDisturb: DND_ON })
    appState.update({ recents: [recent('a')] })
    expect(titles()).toEqual([])
    appState.update({ doNotDisturb: DND_OFF })
    expect(titles()).toHaveLength(1)
  })

  test('is shown later when no notification server was available', async () => {
    let works = false
    const { appState, notifier, titles } = setUp(() =>
      works
        ? { status: 'shown', buttons: true, at: 1, by: 'Fake' }
        : { status: 'failed', reason: 'No server.' },
    )
    appState.update({ recents: [recent('a')] })
    await flushPromises()
    works = true
    notifier.tell({ type: 'available', at: 1 })
    expect(titles()).toHaveLength(1)
  })
})

describe('a press on the notification of a missed call', () => {
  test.each([
    ['+12025550143', '+12025550143'],
    ['client:alice', 'client:alice'],
  ])('Call back dials %s, shows the window, and counts as seen', (from, text) => {
    const { appState, notifier, press, commands, seen, opened } = setUp()
    appState.update({ recents: [recent('a', { party: parseParty(from, undefined) }), recent('b')] })
    const [key = ''] = notifier.screen.keys()
    press(key, 'call-back')
    expect(commands).toEqual([{ type: 'dial', text }])
    expect([seen, opened()]).toEqual([['a'], 1])
  })

  test('outside the button only shows the window', () => {
    const { appState, notifier, press, commands, opened } = setUp()
    appState.update({ recents: [recent('a')] })
    press([...notifier.screen.keys()][0] ?? '', 'open')
    expect([commands, opened()]).toEqual([[], 1])
  })

  test('is ignored for the notification of another source', () => {
    const { press, opened } = setUp()
    press('CA1', 'open')
    expect(opened()).toBe(0)
  })
})

test('a caller who withheld their number cannot be called back', () => {
  const { appState, notifier, press, commands } = setUp()
  appState.update({ recents: [recent('a', { party: parseParty('anonymous', undefined) })] })
  const [toast] = notifier.screen.values()
  expect(toast?.actions).toEqual([])
  press(toast?.key ?? '', 'call-back')
  expect(commands).toEqual([])
})
