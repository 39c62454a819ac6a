import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBus, type SessionBus } from '../../support/desktop/bus.ts'
import { privateEnvironment } from '../../support/desktop/desktop.ts'
import { run } from '../../../scripts/lib/run.ts'
import { gsettingsIn } from '../../../src/main/dnd/gsettings.ts'
import { sessionBusAddresses } from '../../../src/main/lib/dbus/session-bus-addresses.ts'
import { connectBus } from '../../../src/main/lib/dbus/bus.ts'
import { watchSystemDnd } from '../../../src/main/dnd/system-dnd.ts'
import { systemTimers as timers } from '../../../src/main/lib/timers.ts'
import { createMemoryLog } from '../../support/fakes/memory-log.ts'
import { serveNotifications, type NotificationMethods } from '../../support/notifications/bus-service.ts'

let folder: string
let env: NodeJS.ProcessEnv
let session: SessionBus
const undo: (() => void)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-'))
  env = await privateEnvironment(process.env, folder)
  session = await startBus(folder, env)
  env.DBUS_SESSION_BUS_ADDRESS = session.address
})
afterEach(async () => {
  for (const step of undo.splice(0)) step()
  await session.stop()
  await rm(folder, { recursive: true, maxRetries: 5 })
})

/** Starts a notification server with this name, and records the do-not-disturb states that Offhook reads. */
async function desktop(name: string) {
  const methods: NotificationMethods = {
    Notify: () => 1,
    CloseNotification() {},
    GetCapabilities: () => ['actions'],
    GetServerInformation: () => [name, 'stand-in', '1', '1.2'],
    Inhibited: false,
  }
  const server = await serveNotifications(session.address, methods)
  const bus = await connectBus(sessionBusAddresses(env), timers)
  undo.push(
    () => server.end(),
    () => bus.close(),
  )
  const told: string[] = []
  await watchSystemDnd({
    bus,
    gsettings: gsettingsIn(env),
    onChange: (system) => told.push(system),
    log: createMemoryLog(),
  })
  const hears = (...all: readonly string[]) => expect.poll(() => told, { timeout: 10_000 }).toEqual(all)
  return { bus, server, methods, hears }
}

describe('do not disturb of the desktop', () => {
  test.each([
    ['gnome-shell', 'org.gnome.desktop.notifications', 'show-banners', 'false', 'true'],
    ['Notification Daemon (MATE)', 'org.mate.NotificationDaemon', 'do-not-disturb', 'true', 'false'],
  ])('of %s is read from its real settings, and changes are reported', async (name, schema, key, on, off) => {
    const set = async (value: string) => {
      const done = await run('gsettings', ['set', schema, key, value], { env, timeout: 20_000 })
      expect(done, `gsettings set ${schema} ${key}`).toMatchObject({ code: 0, stderr: '' })
    }
    const { hears } = await desktop(name)
    await hears('off')
    await set(on)
    await hears('off', 'on')
    await set(off)
    await hears('off', 'on', 'off')
  })

  test('of Plasma is read from its notification server, and changes are reported', async () => {
    const { server, methods, hears } = await desktop('Plasma')
    await hears('off')
    for (const [value, words] of [
      [true, ['off', 'on']],
      [false, ['off', 'on', 'off']],
    ] as const) {
      methods.Inhibited = value
      server.changed('Inhibited', value)
      await hears(...words)
    }
  })

  test('of Xfce Notify Daemon is read from the real settings of Xfce, and changes are reported', async () => {
    const { bus, hears } = await desktop('Xfce Notify Daemon')
    await hears('off')
    const xfconf = { destination: 'org.xfce.Xfconf', path: '/org/xfce/Xfconf', interface: 'org.xfce.Xfconf' }
    const set = (on: boolean) =>
      bus.call(
        { ...xfconf, member: 'SetProperty' },
        { signature: 'ssv', body: ['xfce4-notifyd', '/do-not-disturb', ['b', on]] },
      )
    await set(true)
    await hears('off', 'on')
    await set(false)
    await hears('off', 'on', 'off')
  })

  test('of an unsupported desktop is `unknown`', async () => {
    const { hears } = await desktop('Somebody’s own')
    await hears('unknown')
  })
})
