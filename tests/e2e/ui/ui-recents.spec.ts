import type { Page } from '@playwright/test'
import { requests } from '../../support/visual-states/requests.ts'
import { expect, test } from '../../support/visual-states/fixture.ts'

const sent = (page: Page) => page.evaluate(() => window.visualStates.sent())
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const rows = (page: Page) => page.getByRole('tabpanel', { name: /Recents/ }).getByRole('listitem')

test.describe('recent calls', () => {
  test('are counted while missed ones are unseen, and seen once the page is opened', async ({
    visualStates,
  }) => {
    const page = await visualStates.show('recents-badge')
    const tab = page.getByRole('tab', { name: 'Recents' })
    await expect(tab).toHaveAccessibleName(/2 missed/)
    expect(await requests(page)).toEqual([])
    await tab.click()
    await expect(tab).toHaveAccessibleName('Recents')
    expect(await requests(page)).toEqual(['mark-recents-seen'])
    await expect(page.getByText('New', { exact: true })).toHaveCount(2)
    await page.getByRole('tab', { name: 'Keypad' }).click()
    await tab.click()
    await expect(page.getByText('New', { exact: true })).toHaveCount(0)
  })

  test('say in words what became of them, newest first', async ({ visualStates }) => {
    const page = await visualStates.show('recents')
    await expect(rows(page)).toHaveCount(11)
    await expect(rows(page).nth(0)).toContainText(/Maria Santos.*\(202\) 555-0147.*Missed, \d/)
    await expect(rows(page).nth(2)).toContainText(/alice.*Outgoing, .*lasted 12:34/)
    await expect(rows(page).nth(3)).toContainText('Outgoing, busy')
    await expect(rows(page).nth(5)).toContainText('yesterday')
    await expect(page.locator('#root b')).toHaveCount(0)
  })

  test('are called back by their button only', async ({ visualStates }) => {
    const page = await visualStates.show('recents')
    await rows(page).nth(0).getByText('Maria Santos').dblclick()
    expect(await sent(page)).toEqual([])
    await button(page, 'Call Maria Santos').dblclick()
    await expect(button(page, 'Hang up')).toBeVisible()
    expect(await sent(page)).toEqual([{ type: 'dial', id: 'out-1', to: '+12025550147' }])
    await expect(button(page, 'Call Unknown caller')).toHaveCount(0)
  })

  test('are not called back while a call has the line', async ({ visualStates }) => {
    const page = await visualStates.show('recents')
    await page.evaluate(() => void window.visualStates.testbed.phone.dial('alice'))
    await page.getByRole('tab', { name: 'Recents' }).click()
    await expect(button(page, 'Call Maria Santos')).toHaveAttribute('aria-disabled', 'true')
    await button(page, 'Call Maria Santos').dispatchEvent('click')
    expect(await sent(page)).toHaveLength(1)
  })

  test('are called back from the keyboard', async ({ visualStates }) => {
    const page = await visualStates.show('recents')
    await button(page, 'Call alice').focus()
    // A press counts once the button has been there for half a second.
    await expect(async () => {
      await page.keyboard.press('Enter')
      expect(await sent(page)).toEqual([{ type: 'dial', id: 'out-1', to: 'alice' }])
    }).toPass()
  })

  test('stay in reach when there are two hundred', async ({ visualStates }) => {
    const page = await visualStates.show('recents-many')
    await expect(rows(page)).toHaveCount(200)
    await rows(page).last().scrollIntoViewIfNeeded()
    await expect(rows(page).last()).toBeInViewport()
  })
})

test('a second call that ends during the first is said, and can be dismissed', async ({ visualStates }) => {
  const page = await visualStates.show('ended-during-call')
  const note = page.getByText('The call from alice was not answered.')
  await expect(note).toBeVisible()
  await expect(button(page, 'Hang up')).toBeInViewport({ ratio: 1 })
  await button(page, 'Dismiss').click()
  await expect(note).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Maria Santos' })).toBeVisible()
})
