import { connectBus } from '../../support/desktop/dbus.ts'
import type { Desktop } from '../../support/desktop/desktop.ts'
import { incomingCallWindowOf, incomingCallPages } from '../../support/app/incoming-call-window.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const RING = { from: '+12025550142', to: '+12025550100', callerName: 'Ada Lovelace' } as const

/** Some other program takes a notification off the screen. */
async function takeAway(desktop: Desktop, id: number): Promise<void> {
  const bus = connectBus(desktop.bus)
  await bus.call({
    destination: 'org.freedesktop.Notifications',
    path: '/org/freedesktop/Notifications',
    interface: 'org.freedesktop.Notifications',
    member: 'CloseNotification',
    signature: 'u',
    body: [id],
  })
  bus.close()
}

// Offhook starts with a server that works; each test then makes the desktop what it is about.
test.afterEach(async ({ desktop, notificationServer }) => {
  if (desktop.notifications?.server !== notificationServer) await desktop.useNotifications(notificationServer)
})

for (const server of ['xfce4-notifyd', 'notification-daemon', 'mate-notification-daemon'] as const) {
  test.describe(`with ${server}, which shows buttons`, () => {
    test.beforeEach(async ({ desktop }) => {
      await desktop.useNotifications(server)
    })

    test('the notification is enough', async ({ offhook, desktop, watch }) => {
      const see = screen(offhook.window)
      await offhook.exchange.placeCall(RING)
      const shown = await watch.next('shown')
      await desktop.notifications?.press('Accept')
      await watch.next('closed', ({ id }) => id === shown.id)
      await expect(see.timer).toBeVisible()
      expect(incomingCallPages(offhook.app)).toEqual([])
      await see.hangUp.click()
      await expect(see.noCall).toBeVisible()
    })

    test('the call window takes over when the notification is taken away', async ({
      offhook,
      desktop,
      watch,
    }) => {
      const see = screen(offhook.window)
      await offhook.exchange.placeCall(RING)
      const shown = await watch.next('shown')
      await takeAway(desktop, shown.id)
      const popup = await incomingCallWindowOf(offhook.app, desktop)
      await expect(popup.incomingFrom('Ada Lovelace')).toBeVisible()
      await popup.press('Accept')
      await popup.gone()
      await expect(see.timer).toBeVisible()
      await see.hangUp.click()
      await expect(see.noCall).toBeVisible()
    })

    test('the call window takes over when the server is started again in mid-ring', async ({
      offhook,
      desktop,
      watch,
    }) => {
      const see = screen(offhook.window)
      const sid = await offhook.exchange.placeCall(RING)
      const first = await watch.next('shown')
      const since = watch.events.indexOf(first) + 1
      await desktop.useNotifications('none')
      const popup = await incomingCallWindowOf(offhook.app, desktop)
      // The notification comes back with the server, and the call window stays.
      await desktop.useNotifications(server)
      const again = await watch.next('shown', undefined, { since })
      await popup.press('Reject')
      await popup.gone()
      await watch.next('closed', ({ id }) => id === again.id, { since: watch.events.indexOf(again) })
      await expect(see.text(/You rejected the call/)).toBeVisible()
      await offhook.exchange.next('ended', { callSid: sid })
    })
  })
}

test.describe('with dunst, whose actions are in a menu', () => {
  test('the call window is there at once', async ({ offhook, desktop, watch }) => {
    const see = screen(offhook.window)
    await desktop.useNotifications('dunst')
    await offhook.exchange.placeCall(RING)
    const shown = await watch.next('shown')
    const popup = await incomingCallWindowOf(offhook.app, desktop)
    await popup.press('Accept')
    await popup.gone()
    await watch.next('closed', ({ id }) => id === shown.id)
    await expect(see.timer).toBeVisible()
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
  })
})

test.describe('with no notification server at all', () => {
  test('the call window comes, and goes with the call', async ({ offhook, desktop }) => {
    await desktop.useNotifications('none')
    const sid = await offhook.exchange.placeCall(RING)
    const popup = await incomingCallWindowOf(offhook.app, desktop)
    await expect(popup.incomingFrom('Ada Lovelace')).toBeVisible()
    await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
    await popup.gone()
    await expect(offhook.window.getByRole('heading', { name: 'Missed call' })).toBeVisible()
  })

  test('it shows three calls and counts the others; a hostile name does no harm', async ({
    offhook,
    desktop,
  }, info) => {
    await desktop.useNotifications('none')
    const name = `<img src=x onerror=alert(1)>${'A'.repeat(10_000)}`
    const sids = [await offhook.exchange.placeCall({ ...RING, callerName: name })]
    const popup = await incomingCallWindowOf(offhook.app, desktop)
    await expect(popup.incomingFrom('<img src=x')).toBeVisible()
    for (const last of ['51', '52', '53', '54'])
      sids.push(await offhook.exchange.placeCall({ from: `+120255501${last}`, to: RING.to }))
    await expect(popup.page.getByText('2 more calls are waiting in Offhook.')).toBeVisible()
    await expect(popup.page.getByRole('article')).toHaveCount(3)
    expect(await popup.page.locator('img, b').count()).toBe(0)
    const fits = () => document.documentElement.scrollWidth <= window.innerWidth
    expect(await popup.page.evaluate(fits), 'it fits').toBe(true)
    await desktop.screen.screenshot(info.outputPath('screen.png'))
    for (const sid of sids) await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
    await popup.gone()
  })

  test('its page may answer calls and nothing else', async ({ offhook, desktop }) => {
    await desktop.useNotifications('none')
    const sid = await offhook.exchange.placeCall(RING)
    const { page, gone } = await incomingCallWindowOf(offhook.app, desktop)
    const ask = (request: unknown) =>
      page.evaluate(async (message) => {
        const bridge: { request(message: unknown): Promise<unknown> } = window.offhook
        return bridge.request(message)
      }, request)
    for (const type of ['handshake', 'refresh-token', 'request-practice-call', 'run-self-test'])
      expect(await ask({ type })).toMatchObject({ ok: false })
    expect(await ask({ type: 'decide-call', decision: { type: 'accept', id: 'CA0' } })).toMatchObject({
      ok: false,
    })
    expect(await ask({ type: 'decide-call', decision: { type: 'hangup', id: 'CA0' } })).toMatchObject({
      ok: false,
    })
    await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
    await gone()
  })
})
