import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectBus, hasName, type BusClient } from '../../support/desktop/dbus.ts'
import { startDesktop, type Desktop } from '../../support/desktop/desktop.ts'

// Other tests depend on this: a notification that is sent to a real server is shown, read and pressed.
const NOTIFICATIONS = 'org.freedesktop.Notifications'
let desktop: Desktop
let app: BusClient

function notify(summary: string, body: string): Promise<unknown> {
  return app.call({
    destination: NOTIFICATIONS,
    path: '/org/freedesktop/Notifications',
    interface: NOTIFICATIONS,
    member: 'Notify',
    signature: 'susssasa{sv}i',
    body: [
      'Offhook',
      0,
      '',
      summary,
      body,
      ['accept', 'Accept', 'reject', 'Reject'],
      [['urgency', ['y', 2]]],
      0,
    ],
  })
}

beforeEach(async () => {
  desktop = await startDesktop()
  app = connectBus(desktop.bus)
})
afterEach(async () => {
  app.close()
  await desktop.stop()
  expect(existsSync(desktop.folder)).toBe(false)
})

describe.each(['xfce4-notifyd', 'dunst'] as const)('%s on a private desktop', (server) => {
  it('has the action that was pressed, of the notification that was meant', async () => {
    const notifications = await desktop.useNotifications(server)
    const watch = await desktop.watchNotifications()
    const ann = await notify('Ann', 'calls')
    const bob = await notify('Bob', 'calls too')
    const shown = await watch.next('shown', ({ id }) => id === bob)
    expect(shown).toMatchObject({ summary: 'Bob', urgency: 2, timeout: 0 })
    expect(shown.at).toBeGreaterThanOrEqual(shown.asked)

    await notifications?.press('Reject', { containing: 'Bob' })
    expect(await watch.next('action', ({ id }) => id === bob)).toMatchObject({ key: 'reject' })
    await notifications?.press('Accept', { containing: 'Ann' })
    expect(await watch.next('action', ({ id }) => id === ann)).toMatchObject({ key: 'accept' })
  })

  it('can be stopped and started again while an app runs', async () => {
    await desktop.useNotifications(server)
    await desktop.useNotifications('none')
    expect(await hasName(app, NOTIFICATIONS)).toBe(false)
    await expect(notify('Ann', 'calls')).rejects.toThrow('ServiceUnknown')
    const again = await desktop.useNotifications(server)
    const watch = await desktop.watchNotifications()
    await notify('Ann', 'calls')
    await again?.press('Accept', { containing: 'Ann' })
    expect(await watch.next('action')).toMatchObject({ key: 'accept' })
  })
})

it('xfce4-notifyd shows text as a person reads it', async () => {
  const notifications = await desktop.useNotifications('xfce4-notifyd')
  await notify('Ann <b>Example</b>', 'Incoming &lt;i&gt;call&lt;/i&gt;')
  const window = await notifications?.shows('Ann')
  const words = window?.parts.filter(({ role }) => role === 'label').map(({ name }) => name)
  expect(words).toEqual(['Ann <b>Example</b>', 'Incoming <i>call</i>'])
})
