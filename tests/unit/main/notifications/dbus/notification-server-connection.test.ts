import { expect, test } from 'vitest'
import { deferred } from '../../../../../src/main/lib/deferred.ts'
import { createNotificationServerConnection } from '../../../../../src/main/notifications/dbus/notification-server-connection.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../../support/fakes/flush-promises.ts'
import { createFakeBus, type FakeBus } from '../../../../support/notifications/fake-bus.ts'

const NOTIFICATIONS = 'org.freedesktop.Notifications'
const ANSWERS: Readonly<Record<string, readonly unknown[]>> = {
  GetServerInformation: ['Fake', 'Offhook', '1', '1.2'],
  GetNameOwner: [':1.7'],
  GetCapabilities: [['actions']],
}
const log = createMemoryLog()

test('a server that exits during the capability query is not used', async () => {
  const held = deferred<readonly unknown[]>()
  const bus = createFakeBus(async (member) =>
    member === 'GetCapabilities' ? held.promise : (ANSWERS[member] ?? []),
  )
  const link = createNotificationServerConnection({ ...createFakeClock(), connect: async () => bus, log })
  const asked = link.get()
  await flushPromises()
  await bus.owner(NOTIFICATIONS, '')
  held.resolve([['actions']])
  await asked
  expect(link.current).toBeNull()
  // Another server responds to the second query.
  expect(await link.get()).toMatchObject({ name: 'Fake', actions: true })
  expect(link.current).toMatchObject({ name: 'Fake' })
})

test('a bus that rejects match rules is disconnected', async () => {
  const bus = createFakeBus(() => Promise.reject(new Error('not allowed')))
  const link = createNotificationServerConnection({ ...createFakeClock(), connect: async () => bus, log })
  await expect(link.get()).rejects.toThrow('not allowed')
  expect(bus.isClosed).toBe(true)
})

test('repeatedly lost connections cause one attempt at a time', async () => {
  const fakeClock = createFakeClock()
  const buses: FakeBus[] = []
  let attempts = 0
  let isUp = true
  const link = createNotificationServerConnection({
    ...fakeClock,
    async connect() {
      attempts += 1
      if (!isUp) throw new Error('no bus')
      const bus = createFakeBus(async (member) => ANSWERS[member] ?? [])
      buses.push(bus)
      return bus
    },
    log,
  })
  const found: string[] = []
  link.on(({ type }) => found.push(type))
  // Each show requests a connection, and each of these connections is lost at once.
  for (let lost = 0; lost < 5; lost += 1) {
    await link.get()
    buses.at(-1)?.close()
  }
  expect(fakeClock.due).toHaveLength(1)
  isUp = false
  attempts = 0
  await fakeClock.advance(20_000)
  expect(attempts).toBe(10)
  expect(fakeClock.due).toHaveLength(1)
  isUp = true
  await fakeClock.advance(2_000)
  expect(fakeClock.due).toEqual([])
  expect(found.filter((type) => type === 'found')).toHaveLength(1)
})
