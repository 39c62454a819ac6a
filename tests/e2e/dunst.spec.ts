import { expect, test } from './fixtures.ts'
import { screen } from './screen.ts'

test.use({ notificationServer: 'dunst' })

test.describe('with a server whose actions live in a menu', () => {
  for (const { label, words } of [
    { label: 'Accept', words: /You ended the call/ },
    { label: 'Reject', words: /You rejected the call/ },
  ]) {
    test(`${label} works all the same`, async ({ offhook, desktop, watch }) => {
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
})
