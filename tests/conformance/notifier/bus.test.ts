import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBus, type SessionBus } from '../../support/desktop/bus.ts'
import { sessionBusAddresses } from '../../../src/main/lib/dbus/session-bus-addresses.ts'
import { BUS, connectBus, type Bus } from '../../../src/main/lib/dbus/bus.ts'
import { systemTimers } from '../../../src/main/lib/timers.ts'
import { flushPromises } from '../../support/fakes/flush-promises.ts'

let folder: string
let session: SessionBus
let bus: Bus

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-'))
  session = await startBus(folder, process.env)
  bus = await connectBus(sessionBusAddresses({ DBUS_SESSION_BUS_ADDRESS: session.address }), systemTimers)
})
afterAll(async () => {
  bus.close()
  await session.stop()
  await rm(folder, { recursive: true })
})

test('a connection to the session bus keeps no data of an answered call', async () => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  const kept: WeakRef<readonly unknown[]>[] = []
  for (let call = 0; call < 20; call += 1) kept.push(new WeakRef(await bus.call({ ...BUS, member: 'GetId' })))
  // Two answers back, nothing of Node or the package holds on to one for its own reasons.
  await bus.call({ ...BUS, member: 'ListNames' })
  await flushPromises()
  if (typeof collect === 'function') collect()
  expect(kept.slice(0, 18).filter((reply) => reply.deref() !== undefined)).toEqual([])
})

test('pending and later calls reject with a message when the connection is closed', async () => {
  const other = await connectBus(
    sessionBusAddresses({ DBUS_SESSION_BUS_ADDRESS: session.address }),
    systemTimers,
  )
  const waiting = other.call({ ...BUS, member: 'GetId' })
  other.close()
  await expect(waiting).rejects.toThrow('The connection was closed.')
  await expect(other.call({ ...BUS, member: 'GetId' })).rejects.toThrow('The connection was closed.')
})
