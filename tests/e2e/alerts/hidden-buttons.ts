import type { NotificationServer } from '../../support/desktop/notification-servers.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

/** What a server promises that accepts actions and shows no buttons. */
export function hiddenButtonTests(server: NotificationServer): void {
  test('the badge shows from the start that notifications show no buttons, and still does after a call', async ({
    offhook,
    watch,
  }) => {
    const { window, exchange } = offhook
    const badge = window.getByText('Notifications show no buttons')
    await expect(badge).toBeVisible({ timeout: 20_000 })
    await expect(window.getByText('You can be reached')).toHaveCount(0)
    const sid = await exchange.placeCall({ from: '+12025550142', to: '+12025550100', callerName: 'Ada' })
    const { id } = await watch.next('shown')
    await exchange.request('POST', `/calls/${sid}/hangup`)
    await watch.next('closed', (event) => event.id === id)
    await expect(screen(window).noCall).toBeVisible()
    await expect(badge).toBeVisible()
    await expect(window.getByText('You can be reached')).toHaveCount(0)
  })

  test('the badge follows a change to another server and back', async ({ offhook, desktop }) => {
    const { window } = offhook
    const badge = window.getByText('Notifications show no buttons')
    await expect(badge).toBeVisible({ timeout: 20_000 })
    await desktop.useNotifications('xfce4-notifyd')
    await expect(window.getByText('You can be reached')).toBeVisible({ timeout: 20_000 })
    await expect(badge).toHaveCount(0)
    await desktop.useNotifications(server)
    await expect(badge).toBeVisible({ timeout: 20_000 })
    await expect(window.getByText('You can be reached')).toHaveCount(0)
  })

  for (const { label, words } of [
    { label: 'Accept', words: /You ended the call/ },
    { label: 'Reject', words: /You rejected the call/ },
  ]) {
    test(`${label} works although no button is visible`, async ({ offhook, desktop, watch }) => {
      const see = screen(offhook.window)
      await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100', callerName: 'Ada' })
      const shown = await watch.next('shown')
      expect(shown.summary).toBe('Ada')
      await desktop.notifications?.press(label, { containing: 'Ada' })
      await watch.next('closed', ({ id }) => id === shown.id)
      if (label === 'Accept') {
        await expect(see.timer).toBeVisible()
        await see.hangUp.click()
      }
      await expect(see.text(words)).toBeVisible()
      await expect(see.noCall).toBeVisible()
    })
  }
}
