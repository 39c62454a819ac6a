import { describe, expect, test } from 'vitest'
import { BUS, type Bus, type Signal } from '../../../../src/main/lib/dbus/bus.ts'
import { watchNameOwner } from '../../../../src/main/lib/dbus/name-owner.ts'
import { watchSystemDnd } from '../../../../src/main/dnd/system-dnd.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

const NOTIFICATIONS = 'org.freedesktop.Notifications'

/** A bus on which one notification server may live, with what its desktop stores. */
function createFakeBus(server: string | null, stored: () => unknown) {
  const rules: string[] = []
  const listeners: ((signal: Signal) => void)[] = []
  const bus: Bus = {
    async call({ member }, args) {
      switch (member) {
        case 'AddMatch':
          rules.push(String(args?.body[0]))
          return []
        case 'NameHasOwner':
          return [server !== null]
        case 'GetServerInformation':
          if (server === null) throw new Error('ServiceUnknown')
          return [server, 'vendor', '1', '1.2']
        default: {
          const value = stored()
          if (value === undefined) throw new Error('Property "/do-not-disturb" does not exist on channel')
          return [[[{ type: 'b' }], [value]]]
        }
      }
    },
    onSignal: (listener) => void listeners.push(listener),
    onClosed() {},
    close() {},
  }
  const signal = (parts: Partial<Signal>) => {
    const whole = { sender: ':1.7', path: '/', interface: 'x', member: 'PropertyChanged', body: [], ...parts }
    for (const listener of listeners) listener(whole)
  }
  const owner = (name: string) => {
    signal({ sender: BUS.destination, member: 'NameOwnerChanged', body: [NOTIFICATIONS, '', name] })
  }
  return { bus, rules, signal, owner }
}

async function watch(server: string | null, stored: () => unknown, settings = () => 'true') {
  const fake = createFakeBus(server, stored)
  const told: string[] = []
  const asked: string[] = []
  await watchSystemDnd({
    bus: fake.bus,
    async gsettings(schema, key) {
      asked.push(`${schema} ${key}`)
      return `${settings()}\n`
    },
    onChange: (system) => told.push(system),
    log: createMemoryLog(),
  })
  await flushPromises()
  return { ...fake, told, asked }
}

describe('do not disturb of the system', () => {
  test.each([
    ['Xfce Notify Daemon', true, 'on'],
    ['Xfce Notify Daemon', false, 'off'],
    ['Xfce Notify Daemon', undefined, 'off'],
    ['Plasma', true, 'on'],
    ['dunst', false, 'off'],
    ['notify-osd', true, 'unknown'],
    ['Plasma', undefined, 'unknown'],
    [null, true, 'unknown'],
  ] as const)('%s says %s: %s', async (server, stored, system) => {
    expect((await watch(server, () => stored)).told).toEqual([system])
  })

  test.each([
    ['gnome-shell', 'false', 'on', 'org.gnome.desktop.notifications show-banners'],
    ['gnome-shell', 'true', 'off', 'org.gnome.desktop.notifications show-banners'],
    ['cinnamon', 'false', 'on', 'org.cinnamon.desktop.notifications display-notifications'],
    ['Notification Daemon (MATE)', 'true', 'on', 'org.mate.NotificationDaemon do-not-disturb'],
  ] as const)('%s, by its settings (%s): %s', async (server, value, system, setting) => {
    const { told, asked } = await watch(
      server,
      () => undefined,
      () => value,
    )
    expect([told, asked]).toEqual([[system], [setting]])
  })

  test('is reported again only when it changes', async () => {
    let on = false
    const { told, signal } = await watch('Xfce Notify Daemon', () => on)
    signal({})
    await flushPromises()
    on = true
    signal({})
    await flushPromises()
    signal({ member: 'SomethingElse' })
    await flushPromises()
    expect(told).toEqual(['off', 'on'])
  })

  test('is unknown without a notification server, and is queried when a server appears', async () => {
    const { told, owner } = await watch('Plasma', () => true)
    owner('')
    owner(':1.9')
    await flushPromises()
    expect(told).toEqual(['on', 'unknown', 'on'])
  })

  test('is ignored when the server exits during the query', async () => {
    const { told, signal, owner } = await watch('Plasma', () => true)
    signal({})
    owner('')
    await flushPromises()
    expect(told).toEqual(['on', 'unknown'])
  })

  test('is queried once more after many changes at a time, not once for each', async () => {
    let value = 'true'
    const { told, asked, signal } = await watch(
      'gnome-shell',
      () => undefined,
      () => value,
    )
    for (let change = 0; change < 50; change += 1) signal({ member: 'Notify' })
    value = 'false'
    await flushPromises()
    expect(told).toEqual(['off', 'on'])
    expect(asked.length).toBeLessThanOrEqual(3)
  })
})

test('a watched bus name is reported at once and on each change of owner, and a forged signal is ignored', async () => {
  const { bus, signal } = createFakeBus('x', () => undefined)
  const told: boolean[] = []
  await watchNameOwner(bus, 'org.example', (present) => told.push(present))
  const change = (sender: string, name: string, owner: string) => {
    signal({ sender, member: 'NameOwnerChanged', body: [name, '', owner] })
  }
  change(BUS.destination, 'org.example', '')
  change(BUS.destination, 'org.other', ':1.1')
  change(':1.66', 'org.example', ':1.66')
  change(BUS.destination, 'org.example', ':1.2')
  expect(told).toEqual([true, false, true])
})
