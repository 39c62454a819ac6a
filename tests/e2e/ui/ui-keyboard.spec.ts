import type { Page } from '@playwright/test'
import { expect, test } from '../../support/visual-states/fixture.ts'

const sent = (page: Page) => page.evaluate(() => window.visualStates.sent())
/** What has the focus, by what a screen reader calls it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
  })

test.describe('the keyboard', () => {
  test('accepts, mutes and hangs up, from any page; Escape does none of it', async ({ visualStates }) => {
    const page = await visualStates.show('ringing-while-typing')
    await page.keyboard.press('Escape')
    // A shortcut counts once the call has rung for half a second.
    await expect(async () => {
      await page.keyboard.press('Control+Shift+A')
      expect((await sent(page)).map(({ type }) => type)).toEqual(['accept'])
    }).toPass()
    await expect(page.getByText('Answering')).toBeVisible()
    await page.evaluate(() => window.visualStates.testbed.line.opens('CA1'))
    await page.keyboard.press('Control+,')
    await expect(page.getByRole('tabpanel', { name: 'Settings' })).toBeVisible()
    await page.keyboard.press('Control+Shift+M')
    await expect(page.getByRole('button', { name: 'Unmute' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(async () => {
      await page.keyboard.press('Control+Shift+H')
      expect((await sent(page)).at(-1)).toMatchObject({ type: 'hangup' })
    }).toPass()
    await expect(page.getByText('No call in progress.')).toBeVisible()
    expect((await sent(page)).map(({ type }) => type)).toEqual(['accept', 'mute', 'hangup'])
  })

  test('rejects the call on top, and nothing where none rings', async ({ visualStates }) => {
    const page = await visualStates.show('ringing')
    await expect(async () => {
      await page.keyboard.press('Control+Shift+D')
      expect(await sent(page)).toHaveLength(1)
    }).toPass()
    await expect(page.getByText('You rejected the call from Maria Santos.')).toBeVisible()
    for (const key of ['A', 'D', 'H', 'M']) await page.keyboard.press(`Control+Shift+${key}`)
    expect(await sent(page)).toEqual([{ type: 'reject', id: 'CA1' }])
  })

  test('goes to the number field from anywhere', async ({ visualStates }) => {
    const page = await visualStates.show('recents')
    await page.keyboard.press('Control+L')
    await expect(page.getByRole('textbox', { name: 'Number or name to call' })).toBeFocused()
  })

  test('goes through a page from top to bottom, and shows where it is', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    const order: string[] = []
    for (let step = 0; step < 19; step += 1) {
      await page.keyboard.press('Tab')
      order.push(await focused(page))
      const outline = await page.evaluate(
        () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
      )
      expect(outline, order.at(-1)).toBe('solid')
    }
    expect(order).toEqual([
      'Do not disturb: off',
      'Menu',
      'Call me',
      'Numbers to try',
      'Number or name to call',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      'star',
      '0',
      'hash',
      'Call',
      'Keypad',
    ])
  })

  test('is listed in Settings', async ({ visualStates }) => {
    const page = await visualStates.show('settings-practice')
    const list = page.getByRole('region', { name: 'Keyboard shortcuts' })
    await expect(list.getByText('Accept the call')).toBeVisible()
    await expect(list.locator('div').filter({ hasText: 'Hang up' }).locator('kbd')).toHaveText([
      'Ctrl',
      'Shift',
      'H',
    ])
  })
})

test('at twice the text size nothing runs out of the window, and nothing lies on top of the words', async ({
  visualStates,
}) => {
  for (const state of [
    'registered',
    'recents',
    'connected-keypad',
    'ringing',
    'settings-team',
    'dnd-menu-on',
  ]) {
    const page = await visualStates.show(state)
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '32px'
    })
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(tooWide, state).toBe(false)
    const squeezed = await page.evaluate(() =>
      [...document.querySelectorAll('p, strong, h1, h2, dt, label')]
        .filter((element) => element.getClientRects().length > 0)
        .filter(
          (element) =>
            parseFloat(getComputedStyle(element).lineHeight) < parseFloat(getComputedStyle(element).fontSize),
        )
        .map((element) => element.textContent),
    )
    expect(squeezed, state).toEqual([])
  }
})
