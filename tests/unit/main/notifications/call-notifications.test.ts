import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCallNotifications } from '../../../../src/main/notifications/call-notifications.ts'
import type { CloseReason } from '../../../../src/main/notifications/notifier.ts'
import type { AppStateStore } from '../../../../src/main/ipc/app-state-store.ts'
import { createReplica } from '../../../../src/main/ipc/replica.ts'
import type { Command } from '../../../../src/shared/ipc/contract.ts'
import { newPhone, type LiveCall, type Phone } from '../../../../src/shared/domain/phone.ts'
import { createMainState } from '../../../support/state/main-state.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { aCallToast, createFakeNotifier } from '../../../support/main/fake-notifier.ts'

const ringing = (id: string, name: string | null = null): LiveCall => ({
  id,
  sid: id,
  direction: 'incoming',
  state: 'ringing',
  party: { kind: 'number', address: '+12025550142', name },
  startedAt: 1,
})
const answering = (id: string): LiveCall => ({
  id,
  sid: id,
  direction: 'incoming',
  state: 'accepting',
  party: { kind: 'number', address: '+12025550142', name: null },
  startedAt: 1,
})

function setUp(notifier = createFakeNotifier(), appState?: AppStateStore) {
  const log = createMemoryLog()
  const replica = createReplica({ clock: () => 1, log })
  const commands: Command[] = []
  let opened = 0
  const notifications = createCallNotifications({
    notifier,
    replica,
    ...(appState ? { appState } : {}),
    country: 'US',
    onCommand: (command) => commands.push(command),
    onOpen: () => {
      opened += 1
    },
    clock: () => 1,
    log,
  })
  let revision = 0
  const phone = (...calls: LiveCall[]) => {
    revision += 1
    const next: Phone = { ...newPhone(1), calls }
    replica.accept({ revision, phone: next })
  }
  const press = (key: string, action: 'accept' | 'end-and-accept' | 'reject' | 'open') => {
    notifier.tell({ type: 'action', key, action, at: 1 })
  }
  const lose = (key: string, reason: CloseReason) => {
    notifier.tell({ type: 'closed', key, reason, at: 1 })
  }
  return { notifier, replica, phone, press, lose, commands, opened: () => opened, notifications, log }
}

describe('the notification of a call', () => {
  test('is shown while the call rings, and closed afterwards', () => {
    const { phone, notifier } = setUp()
    phone(ringing('CA1', 'Ada'))
    expect([...notifier.screen.values()]).toEqual([
      aCallToast({ key: 'CA1', title: 'Ada', body: '(202) 555-0142 is calling' }),
    ])
    phone(answering('CA1'))
    expect(notifier.screen.size).toBe(0)
  })

  test('says that accepting ends another call, as long as there is another call', () => {
    const { phone, notifier, press, commands } = setUp()
    const labels = () => notifier.screen.get('CA2')?.actions.map(({ label }) => label)
    phone(ringing('CA2'))
    expect(labels()).toEqual(['Accept', 'Reject'])
    phone(answering('CA1'), ringing('CA2'))
    expect(labels()).toEqual(['End and accept', 'Reject'])
    phone(ringing('CA2'))
    expect(labels()).toEqual(['Accept', 'Reject'])
    phone(answering('CA3'), ringing('CA2'))
    press('CA2', 'end-and-accept')
    expect(commands).toEqual([{ type: 'accept', id: 'CA2' }])
  })

  test('opens the window instead of ending a call that its Accept button did not mention', () => {
    const { phone, press, commands, opened } = setUp()
    phone(answering('CA1'), ringing('CA2'))
    press('CA2', 'accept')
    expect(commands).toEqual([])
    expect(opened()).toBe(1)
    press('CA2', 'reject')
    expect(commands).toEqual([{ type: 'reject', id: 'CA2' }])
  })

  test('is shown once for all the snapshots in between', () => {
    const { phone, notifier } = setUp()
    phone(ringing('CA1'))
    phone(ringing('CA1'))
    expect(notifier.shows).toEqual(['CA1'])
    phone(ringing('CA1', 'Ada'))
    expect(notifier.shows).toEqual(['CA1', 'CA1'])
  })

  test('closes when the phone is gone', () => {
    const { phone, notifier, replica } = setUp()
    phone(ringing('CA1'))
    replica.gone('renderer-gone')
    expect(notifier.screen.size).toBe(0)
  })

  test('shows exactly the ringing calls after any sequence of events', () => {
    const ids = fc.uniqueArray(fc.constantFrom('CA1', 'CA2', 'CA3', 'CA4'))
    fc.assert(
      fc.property(fc.array(ids), (snapshots) => {
        const { phone, notifier } = setUp()
        for (const rings of snapshots) {
          phone(...rings.map((id) => ringing(id)))
          expect([...notifier.screen.keys()].toSorted()).toEqual(rings.toSorted())
        }
      }),
    )
  })
})

describe('a press on the notification', () => {
  test.each(['accept', 'reject'] as const)(
    '(%s) sends one command, however often it is repeated',
    (action) => {
      const { phone, press, commands } = setUp()
      phone(ringing('CA1'), ringing('CA2'))
      press('CA2', action)
      press('CA2', action)
      press('CA2', action === 'accept' ? 'reject' : 'accept')
      expect(commands).toEqual([{ type: action, id: 'CA2' }])
    },
  )

  test('does nothing when the call has just ended', () => {
    const { phone, press, commands } = setUp()
    phone(ringing('CA1'))
    phone()
    press('CA1', 'accept')
    press('CA9', 'accept')
    expect(commands).toEqual([])
  })

  test('does nothing when the call was just accepted in the window', () => {
    const { phone, press, commands } = setUp()
    phone(ringing('CA1'))
    phone(answering('CA1'))
    press('CA1', 'reject')
    expect(commands).toEqual([])
  })

  test('outside the buttons shows the window', () => {
    const { phone, press, opened, commands } = setUp()
    phone(ringing('CA1'))
    press('CA1', 'open')
    expect([opened(), commands]).toEqual([1, []])
  })
})

describe('do not disturb', () => {
  const DND_ON = { until: 'turned-off', mode: 'silent', system: 'off' } as const
  const DND_OFF = { ...DND_ON, until: null }

  test('closes the notification and shows it again afterwards', () => {
    const { appState } = createMainState()
    const { phone, notifier } = setUp(createFakeNotifier(), appState)
    phone(ringing('CA1'))
    appState.update({ doNotDisturb: DND_ON })
    expect(notifier.screen.size).toBe(0)
    phone(ringing('CA1'), ringing('CA2'))
    expect(notifier.screen.size).toBe(0)
    appState.update({ doNotDisturb: DND_OFF })
    expect([...notifier.screen.keys()]).toEqual(['CA1', 'CA2'])
  })

  test('of the system does not suppress notifications, because its notification server handles them', () => {
    const { appState } = createMainState()
    const { phone, notifier } = setUp(createFakeNotifier(), appState)
    appState.update({ doNotDisturb: { ...DND_OFF, system: 'on' } })
    phone(ringing('CA1'))
    expect(notifier.screen.size).toBe(1)
  })
})

describe('a notification that closes while the call rings', () => {
  test.each([
    ['expired', true],
    ['server-gone', true],
    ['dismissed', false],
    ['unknown', false],
  ] as const)('%s: it comes back: %s', (reason, comesBack) => {
    const { phone, lose, notifier } = setUp()
    phone(ringing('CA1'))
    lose('CA1', reason)
    expect(notifier.screen.has('CA1')).toBe(comesBack)
  })

  test('is not shown again after a decision about the call', () => {
    const { phone, lose, press, notifier } = setUp()
    phone(ringing('CA1'))
    press('CA1', 'accept')
    lose('CA1', 'expired')
    expect(notifier.screen.size).toBe(0)
  })

  test('repeatedly is not shown again', () => {
    const { phone, lose, notifier } = setUp()
    phone(ringing('CA1'))
    for (let round = 0; round < 100; round += 1) lose('CA1', 'expired')
    expect(notifier.shows.length).toBeLessThan(50)
  })

  test('or was never shown is shown when a notification server appears', async () => {
    let works = false
    const notifier = createFakeNotifier(() =>
      works
        ? { status: 'shown', buttons: true, at: 1, by: 'Fake' }
        : { status: 'failed', reason: 'No server.' },
    )
    const { phone, log } = setUp(notifier)
    phone(ringing('CA1'))
    await flushPromises()
    expect(log.lines.join()).toContain('No server.')
    works = true
    notifier.tell({ type: 'available', at: 1 })
    expect([...notifier.screen.keys()]).toEqual(['CA1'])
  })
})

test('the notifications close when Offhook stops', async () => {
  const { phone, notifications, notifier } = setUp()
  phone(ringing('CA1'))
  await notifications.dispose()
  expect(notifier.screen.size).toBe(0)
  phone(ringing('CA2'))
  expect(notifier.screen.size).toBe(0)
})
