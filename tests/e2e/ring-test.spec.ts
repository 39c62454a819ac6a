import { expect, test } from './fixtures.ts'
import { screen } from './screen.ts'

test('Test my ring rings this computer, ends by itself, and says of each step what came of it', async ({
  offhook,
}) => {
  const { window } = offhook
  await window.getByRole('tab', { name: 'Settings' }).click()
  await window.getByRole('button', { name: 'Test now' }).click()
  const report = window.getByRole('status').getByRole('listitem')
  await expect(
    window.getByRole('heading', { name: /A call would reach you|You would notice|You could miss/ }),
  ).toBeVisible({ timeout: 40_000 })
  await expect(report.filter({ hasText: 'Line: Works' })).toBeInViewport()
  await expect(report.filter({ hasText: 'Notification: Works' })).toBeVisible()
  await expect(report.filter({ hasText: 'Sound: Works' })).toBeVisible()
  await expect(screen(window).hangUp).toHaveCount(0)
  await expect(screen(window).accept).toHaveCount(0)
})
