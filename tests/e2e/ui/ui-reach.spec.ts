import type { Page } from '@playwright/test'
import { requests } from '../../support/visual-states/requests.ts'
import { expect, test } from '../../support/visual-states/fixture.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

test.describe('the badge', () => {
  test('says that one can be reached only on evidence, and who one is', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    await expect(page.getByText('You can be reached')).toBeVisible()
    await expect(page.getByText('You are maria.')).toBeVisible()
    await expect(page.getByText('Ready for incoming calls')).toHaveCount(0)
    await visualStates.show('reachability-pending')
    await expect(page.getByText('Ready for incoming calls')).toBeVisible()
    await expect(page.getByText('You can be reached')).toHaveCount(0)
  })

  test('takes back a claim that nothing confirms', async ({ visualStates }) => {
    const page = await visualStates.show('reachability-pending')
    await page.evaluate(() => window.visualStates.testbed.clock.advanceSync(20_000))
    await expect(page.getByText('The line is not connected')).toBeVisible()
    await expect(page.getByText('Ready for incoming calls')).toHaveCount(0)
  })

  test('says what is wrong, since when, and does the one thing to do', async ({ visualStates }) => {
    const page = await visualStates.show('reachability-line-silent')
    await expect(page.getByRole('status').filter({ hasText: 'The line is not responding' })).toBeVisible()
    await expect(page.getByText(/for 3 minutes/)).toBeVisible()
    await page.evaluate(() => window.visualStates.testbed.clock.advanceSync(60_000))
    await expect(page.getByText(/for 4 minutes/)).toBeVisible()
    await button(page, 'Try again').click()
    expect(await requests(page)).toEqual(['try-again'])
  })

  test('says why the one thing did not help', async ({ visualStates }) => {
    const page = await visualStates.show('reachability-microphone-denied')
    await expect(page.getByText('Microphone not allowed')).toBeVisible()
    await page.evaluate(() => {
      window.visualStates.testbed.api.result = { ok: false, problem: 'Denied.' }
    })
    await button(page, 'Allow').click()
    await expect(page.getByText('It is still not allowed.')).toBeVisible()
  })

  test('leads to Test my ring where notifications are the trouble', async ({ visualStates }) => {
    const page = await visualStates.show('reachability-no-notifications')
    await button(page, 'Test my ring').click()
    await expect(button(page, 'Test now')).toBeFocused()
    await expect(button(page, 'Test now')).toBeInViewport()
  })
})

test.describe('do not disturb', () => {
  test('is turned on for an hour, said everywhere, and turned off', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    await button(page, 'Do not disturb: off').click()
    await button(page, 'For an hour').click()
    await expect(button(page, 'For an hour')).toBeHidden()
    for (const tab of ['Recents', 'Settings']) {
      await page.getByRole('tab', { name: tab }).click()
      await expect(page.getByText('Do not disturb', { exact: true })).toHaveCount(1)
      await expect(page.getByText(/^Until \d/)).toBeVisible()
    }
    await expect(page.getByText('You can be reached')).toHaveCount(0)
    await button(page, 'Turn off').click()
    await expect(page.getByText(/^Until \d/)).toHaveCount(0)
    await expect(page.getByText('You can be reached')).toBeVisible()
    const [on, off] = await requests(page)
    const now = await page.evaluate(() => window.visualStates.testbed.clock.now())
    expect(on).toEqual({ quiet: { until: now + 3_600_000, mode: 'silent' } })
    expect(off).toEqual({ quiet: { until: null, mode: 'silent' } })
  })

  test('lets the person choose what callers meet, without turning it on', async ({ visualStates }) => {
    const page = await visualStates.show('dnd-menu')
    await page.getByText('Busy', { exact: true }).click()
    await expect(page.getByText('Callers hear at once that you are busy.')).toBeVisible()
    expect(await requests(page)).toEqual([{ quiet: { until: null, mode: 'busy' } }])
  })

  test('is marked in its menu, and said of the system’s own', async ({ visualStates }) => {
    const page = await visualStates.show('dnd-menu-on')
    await expect(page.getByRole('button', { name: /^For an hour/ })).toHaveAttribute('aria-pressed', 'true')
    await visualStates.show('dnd-system')
    await expect(page.getByText('This computer is set to do not disturb')).toBeVisible()
    await expect(button(page, 'Turn off')).toHaveCount(0)
  })

  test('says why it could not be turned on', async ({ visualStates }) => {
    const page = await visualStates.show('dnd-failed')
    await expect(page.getByRole('status').filter({ hasText: 'Is the disk full?' })).toBeVisible()
  })
})
