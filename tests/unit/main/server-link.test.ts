import { expect, test } from 'vitest'
import { deferred } from '../../../src/main/deferred.ts'
import { createServerLink } from '../../../src/main/notifications/server-link.ts'
import { createHandClock, createWrittenLog, settled } from '../../support/main/hands.ts'
import { createFakeBus } from '../../support/notifications/fake-bus.ts'

const NOTIFICATIONS = 'org.freedesktop.Notifications'
const ANSWERS: Readonly<Record<string, readonly unknown[]>> = {
  GetServerInformation: ['Fake', 'Offhook', '1', '1.2'],
  GetNameOwner: [':1.7'],
  GetCapabilities: [['actions']],
}
const log = createWrittenLog()

test('a server that left while it described itself is not taken for the one there is', async () => {
  const held = deferred<readonly unknown[]>()
  const bus = createFakeBus(async (member) =>
    member === 'GetCapabilities' ? held.promise : (ANSWERS[member] ?? []),
  )
  const link = createServerLink({ ...createHandClock(), connect: async () => bus, log })
  const asked = link.get()
  await settled()
  await bus.owner(NOTIFICATIONS, '')
  held.resolve([['actions']])
  await asked
  expect(link.current).toBeNull()
  // Asked again it is another one's turn to answer.
  expect(await link.get()).toMatchObject({ name: 'Fake', actions: true })
  expect(link.current).toMatchObject({ name: 'Fake' })
})

test('a bus that lets nobody listen is left again', async () => {
  const bus = createFakeBus(() => Promise.reject(new Error('not allowed')))
  const link = createServerLink({ ...createHandClock(), connect: async () => bus, log })
  await expect(link.get()).rejects.toThrow('not allowed')
  expect(bus.isClosed).toBe(true)
})
