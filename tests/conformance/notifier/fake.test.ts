import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBus, type SessionBus } from '../../support/desktop/bus.ts'
import { connectBus, hasName } from '../../support/desktop/dbus.ts'
import { watchNotificationCapabilities } from '../../../src/main/reachability/notification-capabilities.ts'
import { deferred } from '../../../src/main/lib/deferred.ts'
import {
  forgeAction,
  startFakeServer,
  type FakeServer,
  type FakeServerOptions,
} from '../../support/notifications/fake-server.ts'
import { notifierAt, type NotifierUnderTest } from '../../support/notifications/harness.ts'
import { createFakeClock } from '../../support/fakes/fake-clock.ts'
import { notifierConformance } from './suite.ts'
import { aCallToast } from '../../support/main/fake-notifier.ts'

const ADA = aCallToast({ key: 'CA1', title: 'Ada', body: '(202) 555-0142 is calling' })
const folders: string[] = []
let bus: SessionBus
let server: FakeServer
let under: NotifierUnderTest

async function newBus(): Promise<SessionBus> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-'))
  folders.push(folder)
  return startBus(folder, process.env)
}

/** Stops the server and waits until the bus has released its name, so that the next server can acquire it. */
async function stopServing(): Promise<void> {
  server.stop()
  const client = connectBus(bus.address)
  await expect.poll(() => hasName(client, 'org.freedesktop.Notifications')).toBe(false)
  client.close()
}

async function serve(options: Omit<FakeServerOptions, 'bus'> = {}): Promise<void> {
  await stopServing()
  server = await startFakeServer({ bus: bus.address, ...options })
}

beforeAll(async () => {
  bus = await newBus()
  server = await startFakeServer({ bus: bus.address })
})

afterAll(async () => {
  server.stop()
  await bus.stop()
  for (const folder of folders) await rm(folder, { recursive: true })
})

notifierConformance('a fake server', () => ({
  buttons: true,
  async notifier() {
    under = await notifierAt(() => bus.address)
    return under
  },
  async press(label, title) {
    server.press(server.idOf(title), label.toLowerCase().replace(' ', '-'))
  },
  restart: () => serve(),
  stopServer: stopServing,
  startServer: () => serve(),
}))

describe('a fake notification server', () => {
  const shownId = async () => (await under.watch.next('shown')).id

  test.each([
    [1, 'expired'],
    [2, 'dismissed'],
    [4, 'unknown'],
  ])('closes a notification with reason %i, which is reported as %s', async (reason, words) => {
    await serve()
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    server.remove(await shownId(), reason)
    expect(await under.next('closed')).toMatchObject({ key: 'CA1', reason: words })
    under.close()
  })

  test.each([
    ['leaves', 'server-gone'],
    ['closes', 'dismissed'],
  ] as const)(
    '%s directly after it has shown a notification, and the notification is reported as closed',
    async (atOnce, reason) => {
      await serve({ atOnce })
      under = await notifierAt(() => bus.address)
      expect(await under.notifier.show(ADA)).toMatchObject({ status: 'shown' })
      expect(await under.next('closed')).toMatchObject({ key: 'CA1', reason })
      under.close()
      await serve()
    },
  )

  test.each([
    ['an action', [{ id: 1, says: 'accept' }], [{ type: 'action', action: 'accept' }]],
    ['the close', [{ id: 1, says: 'closed' }], [{ type: 'closed', reason: 'dismissed' }]],
    [
      'both, and an action on another notification',
      [
        { id: 7, says: 'reject' },
        { id: 1, says: 'accept' },
        { id: 1, says: 'closed' },
      ],
      [
        { type: 'action', action: 'accept' },
        { type: 'closed', reason: 'dismissed' },
      ],
    ],
  ])(
    'signals %s before it has returned the notification id, and the event is reported after `shown`',
    async (_what, first, said) => {
      await serve({ first })
      under = await notifierAt(() => bus.address)
      const told: string[] = []
      under.notifier.on(({ type }) => told.push(type))
      await under.notifier.show(ADA).then(({ status }) => told.push(status))
      await expect.poll(() => told.length).toBe(said.length + 1)
      expect(under.events).toMatchObject(said.map((event) => ({ ...event, key: 'CA1' })))
      expect(told).toEqual(['shown', ...said.map(({ type }) => type)])
      under.close()
    },
  )

  test('restarts and reuses an id, and its signals concern only the new notification', async () => {
    await serve()
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    const id = await shownId()
    await serve()
    await under.next('closed')
    server.press(id, 'accept')
    await under.notifier.show({ ...ADA, key: 'CA2' })
    server.press(id, 'reject')
    expect(await under.next('action')).toMatchObject({ key: 'CA2', action: 'reject' })
    under.close()
  })

  test('signals an action after the close of the notification, and the action is reported', async () => {
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    const id = await shownId()
    server.remove(id, 2)
    server.press(id, 'accept')
    expect(await under.next('action')).toMatchObject({ key: 'CA1', action: 'accept' })
    under.close()
  })

  test('sends an activation token before an action, and only the first action carries it', async () => {
    await serve()
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    const id = await shownId()
    server.token(id, 'gnome-shell/Offhook/123-0-host_TIME456')
    server.press(id, 'default')
    server.press(id, 'default')
    await expect.poll(() => under.events.filter(({ type }) => type === 'action').length).toBe(2)
    expect(under.events.filter(({ type }) => type === 'action')).toEqual([
      expect.objectContaining({ action: 'open', activationToken: 'gnome-shell/Offhook/123-0-host_TIME456' }),
      expect.not.objectContaining({ activationToken: expect.anything() }),
    ])
    under.close()
  })

  test.each([
    ['of another notification', 99, 'a-token'],
    ['with a line break', 1, 'a\nb'],
    ['that is empty', 1, ''],
    ['that is too long', 1, 'x'.repeat(10_000)],
  ])('sends an activation token %s, and no action carries it', async (_what, about, token) => {
    await serve()
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    server.token(about, token)
    server.press(await shownId(), 'default')
    expect(await under.next('action')).not.toHaveProperty('activationToken')
    under.close()
  })

  test.each(['dunst', 'mako', 'fnott', 'notify-osd'])('named %s has no visible buttons', async (name) => {
    await serve({ name })
    under = await notifierAt(() => bus.address)
    await under.notifier.prepare()
    expect(under.notifier.capabilities).toEqual({ server: name, buttons: false })
    expect(await under.notifier.show(ADA)).toMatchObject({ status: 'shown', buttons: false, by: name })
    under.close()
  })

  test('is replaced by another server, and the notifier reports the changed capabilities', async () => {
    await serve({ name: 'dunst' })
    under = await notifierAt(() => bus.address)
    const watched = watchNotificationCapabilities({
      notifier: under.notifier,
      clock: Date.now,
    })
    await expect.poll(() => watched.current).toBe('without-buttons')
    await serve({ name: 'Plasma' })
    await expect.poll(() => watched.current).toBe('with-buttons')
    await serve({ name: 'mako' })
    await expect.poll(() => watched.current).toBe('without-buttons')
    await stopServing()
    await expect.poll(() => watched.current).toBe('none')
    under.close()
    await serve()
  })

  test('signals the default action, which is reported as `open`', async () => {
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    server.press(await shownId(), 'default')
    expect(await under.next('action')).toMatchObject({ key: 'CA1', action: 'open' })
    under.close()
  })

  test('without actions and markup receives no actions and a plain body, and the log reports it', async () => {
    await serve({ capabilities: ['body'] })
    under = await notifierAt(() => bus.address)
    const result = await under.notifier.show({ ...ADA, body: 'A & B' })
    expect(result).toMatchObject({ status: 'shown', buttons: false, by: 'Fake' })
    expect(await under.watch.next('shown')).toMatchObject({ actions: [], body: 'A & B' })
    expect(under.log.lines.join()).toContain('Fake offers no actions')
    under.close()
  })

  test('is not impersonated: a forged signal of another bus client is ignored', async () => {
    await serve()
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    const id = await shownId()
    await forgeAction(bus.address, id, 'accept')
    server.press(id, 'reject')
    await under.next('action')
    expect(under.events.filter(({ type }) => type !== 'changed')).toMatchObject([
      { type: 'action', action: 'reject' },
    ])
    under.close()
  })

  test('times out, which is reported as `failed`, and its late notification is closed', async () => {
    const held = deferred<void>()
    await serve({ hold: held.promise })
    const fakeClock = createFakeClock()
    under = await notifierAt(() => bus.address, fakeClock.timers)
    await under.notifier.prepare()
    const result = under.notifier.show(ADA)
    await expect.poll(() => fakeClock.due.length).toBe(1)
    await fakeClock.advance(10_000)
    expect(await result).toMatchObject({ status: 'failed', reason: expect.stringContaining('in time') })
    held.resolve()
    await under.watch.next('closed')
    expect(under.titles()).toEqual([])
    under.close()
  })

  test('is found again after the session bus has been replaced', async () => {
    await serve()
    const fakeClock = createFakeClock()
    under = await notifierAt(() => bus.address, fakeClock.timers)
    await under.notifier.show(ADA)
    await bus.stop()
    expect(await under.next('closed')).toMatchObject({ key: 'CA1', reason: 'server-gone' })
    expect(await under.notifier.show(ADA)).toMatchObject({ status: 'failed' })
    bus = await newBus()
    await serve()
    await fakeClock.advance(2_000)
    await under.next('available')
    expect(await under.notifier.show(ADA)).toMatchObject({ status: 'shown' })
    under.close()
  })
})
