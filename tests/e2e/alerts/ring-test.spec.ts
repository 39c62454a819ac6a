import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

test('Test my ring says of each step what came of it as it comes, ends by itself and leaves no trace', async ({
  offhook,
}) => {
  const { window } = offhook
  const see = screen(window)
  await window.getByRole('tab', { name: 'Settings' }).click()
  const stages = await window.evaluateHandle(() => {
    const seen: { words: string; steps: number; rings: boolean }[] = []
    new MutationObserver(() => {
      const words = document.querySelector('output h3')?.textContent ?? ''
      const steps = document.querySelectorAll('output li:not([data-outcome=trying])').length
      const calls = document.querySelector('section[aria-label=Calls]')?.textContent ?? ''
      const rings = calls.includes('Test ring')
      seen.push({ words, steps, rings })
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    return seen
  })
  await window.getByRole('button', { name: 'Test now' }).click()

  const report = window.getByRole('status').getByRole('listitem')
  await expect(
    window.getByRole('heading', { name: /A call would reach you|You would notice|You could miss/ }),
  ).toBeVisible({ timeout: 40_000 })
  await expect(report.filter({ hasText: 'Line: Works' })).toBeInViewport()
  await expect(report.filter({ hasText: 'Notification: Works' })).toBeVisible()
  await expect(report.filter({ hasText: 'Sound: Works' })).toBeVisible()
  const testing = (await stages.jsonValue()).filter(({ words }) => words === 'Testing…')
  expect(testing.some(({ steps, rings }) => rings && steps >= 2 && steps < 7)).toBe(true)

  await expect(see.hangUp).toHaveCount(0)
  await expect(see.accept).toHaveCount(0)
  await expect(see.noCall).toHaveCount(0)
  await expect(window.getByRole('tab', { name: 'Recents' })).toHaveAccessibleName('Recents')
  await window.getByRole('tab', { name: 'Recents' }).click()
  await expect(see.text('No calls yet')).toBeVisible()
})
