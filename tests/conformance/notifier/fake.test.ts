import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBus, type SessionBus } from '../../support/desktop/bus.ts'
import { connectBus as connectStranger, hasName } from '../../support/desktop/dbus.ts'
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

/** Ends the server and waits until the bus has noticed: before that, the name is not free for the next. */
async function stopServing(): Promise<void> {
  server.stop()
  const stranger = connectStranger(bus.address)
  await expect.poll(() => hasName(stranger, 'org.freedesktop.Notifications')).toBe(false)
  stranger.close()
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

notifierConformance('a server that is only pretended', () => ({
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

describe('what only a pretended server can do', () => {
  const shownId = async () => (await under.watch.next('shown')).id

  test.each([
    [1, 'expired'],
    [2, 'dismissed'],
    [4, 'unknown'],
  ])('it takes a notification away for reason %i: %s', async (reason, words) => {
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
    'it %s in the moment it has shown a notification, which counts as gone',
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
    ['what was pressed on it', [{ id: 1, says: 'accept' }], [{ type: 'action', action: 'accept' }]],
    ['that it is closed', [{ id: 1, says: 'closed' }], [{ type: 'closed', reason: 'dismissed' }]],
    [
      'both, and something about another one',
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
    'it says %s before it has said which number it is: that counts once it is shown',
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

  test('it starts anew and counts anew: what is said of its numbers is about its own', async () => {
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

  test('it closes a notification before it says what was pressed on it', async () => {
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    const id = await shownId()
    server.remove(id, 2)
    server.press(id, 'accept')
    expect(await under.next('action')).toMatchObject({ key: 'CA1', action: 'accept' })
    under.close()
  })

  test('it sends an activation token before the press: the press carries it, once', async () => {
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
    ['that is endless', 1, 'x'.repeat(10_000)],
  ])('it gives a token %s, which no press carries', async (_what, about, token) => {
    await serve()
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    server.token(about, token)
    server.press(await shownId(), 'default')
    expect(await under.next('action')).not.toHaveProperty('activationToken')
    under.close()
  })

  test.each(['dunst', 'mako', 'fnott', 'notify-osd'])(
    'it is %s: its buttons cannot be seen',
    async (name) => {
      await serve({ name })
      under = await notifierAt(() => bus.address)
      await under.notifier.prepare()
      expect(under.notifier.capabilities).toEqual({ server: name, buttons: false })
      expect(await under.notifier.show(ADA)).toMatchObject({ status: 'shown', buttons: false, by: name })
      under.close()
    },
  )

  test('it is replaced by another while a program runs: the notifier reports the changed capabilities', async () => {
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

  test('it is pressed itself, which opens the window', async () => {
    under = await notifierAt(() => bus.address)
    await under.notifier.show(ADA)
    server.press(await shownId(), 'default')
    expect(await under.next('action')).toMatchObject({ key: 'CA1', action: 'open' })
    under.close()
  })

  test('it has no actions and no markup: none are sent, the body stays as it is, and the log says so', async () => {
    await serve({ capabilities: ['body'] })
    under = await notifierAt(() => bus.address)
    const result = await under.notifier.show({ ...ADA, body: 'A & B' })
    expect(result).toMatchObject({ status: 'shown', buttons: false, by: 'Fake' })
    expect(await under.watch.next('shown')).toMatchObject({ actions: [], body: 'A & B' })
    expect(under.log.lines.join()).toContain('Fake offers no actions')
    under.close()
  })

  test('somebody else on the bus pretends to be it, and is not believed', async () => {
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

  test('it does not answer in time: that is a failure, and what it shows late is taken away', async () => {
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

  test('its whole bus goes, and another comes', async () => {
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
