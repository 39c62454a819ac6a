import type { Page } from '@playwright/test'
import { setSize } from '../../support/visual-states/window.ts'
import { requests } from '../../support/visual-states/requests.ts'
import { expect, test } from '../../support/visual-states/fixture.ts'

const sent = (page: Page) => page.evaluate(() => window.visualStates.sent())
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const numberField = (page: Page) => page.getByRole('textbox', { name: 'Number or name' })

test.describe('the keypad', () => {
  test('dials what it shows, from its keys', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    for (const digit of '2025550101') await button(page, digit).click()
    await expect(page.getByText('Calls +1 202 555 0101')).toBeVisible()
    await button(page, 'Call').click()
    await expect(page.getByText('Connecting', { exact: true })).toBeVisible()
    expect(await sent(page)).toEqual([{ type: 'dial', id: 'out-1', to: '+12025550101' }])
  })

  test('dials from the keyboard, wherever the focus is', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    await page.keyboard.type('+442079460018')
    await page.keyboard.press('Enter')
    expect(await sent(page)).toEqual([{ type: 'dial', id: 'out-1', to: '+442079460018' }])
  })

  test('takes a pasted link', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    await numberField(page).evaluate((field) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', 'tel:+1-202-555-0101')
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await expect(numberField(page)).toHaveValue('+1-202-555-0101')
    await expect(page.getByText('Calls +1 202 555 0101')).toBeVisible()
  })

  test('says why something cannot be dialled, and does not dial it', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    await numberField(page).fill('202555')
    await numberField(page).press('Enter')
    await expect(page.getByRole('alert')).toContainText('Number is incomplete')
    await expect(numberField(page)).toBeFocused()
    expect(await sent(page)).toEqual([])
  })

  test('does not dial while the line is not ready', async ({ visualStates }) => {
    const page = await visualStates.show('keypad-not-registered')
    await numberField(page).press('Enter')
    await expect(page.getByText('Calls can be placed once the line is ready.')).toBeVisible()
    expect(await sent(page)).toEqual([])
  })

  test('writes a plus by holding 0, and by Shift with it', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    await button(page, '0').click({ modifiers: ['Shift'] })
    await expect(numberField(page)).toHaveValue('+')
    await button(page, 'Delete the last character').click()
    await expect(numberField(page)).toHaveValue('')
    await button(page, '0').hover()
    await page.mouse.down()
    await expect(numberField(page)).toHaveValue('+')
    await page.mouse.up()
    await button(page, '1').click()
    await expect(numberField(page)).toHaveValue('+1')
  })

  test('keeps its keys where they are when a call has ended', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    const before = await button(page, '5').boundingBox()
    await page.evaluate(() => {
      const { line } = window.visualStates.testbed
      line.callerGivesUp(line.ring('client:alice'))
    })
    await expect(page.getByText('Missed call')).toBeVisible()
    expect(await button(page, '5').boundingBox()).toEqual(before)
  })

  test('shows how a call ended without covering the number field, a key or Call', async ({
    visualStates,
  }) => {
    for (const state of ['ended-missed', 'ended-connection-lost', 'ended-not-answered']) {
      const page = await visualStates.show(state)
      const card = await page.getByRole('article').boundingBox()
      const field = await numberField(page).boundingBox()
      if (!card || !field) throw new Error('There is no card, or no field.')
      expect(card.y + card.height, state).toBeLessThanOrEqual(field.y)
      expect(card.y, state).toBeGreaterThan(0)
    }
  })

  test('shows how a call ended also in a low window, where it covers the keys and not the header', async ({
    visualStates,
  }) => {
    const page = await visualStates.show('ended-not-answered')
    await setSize(page, 380, 330)
    const card = page.getByRole('article')
    await expect(card).toBeInViewport({ ratio: 1 })
    const header = await page.getByRole('banner').boundingBox()
    const box = await card.boundingBox()
    if (!header || !box) throw new Error('There is no header, or no card.')
    expect(box.y).toBeGreaterThanOrEqual(header.y + header.height)
    await setSize(page, 380, 660)
  })

  test('offers numbers to practise with', async ({ visualStates }) => {
    const page = await visualStates.show('registered')
    await button(page, 'Numbers to try').click()
    await page.getByRole('button', { name: /Busy/ }).click()
    await expect(numberField(page)).toHaveValue('+12025550103')
    await button(page, 'Call me').click()
    expect(await requests(page)).toEqual(['request-practice-call'])
  })
})

test.describe('settings', () => {
  test('keep what was typed when the service refuses it, and say so beside the field', async ({
    visualStates,
  }) => {
    const page = await visualStates.show('settings-rejected')
    await expect(page.getByLabel('Token address')).toHaveValue('https://calls.example.com/token')
    const secret = page.getByLabel('Secret', { exact: true })
    await expect(secret).toHaveValue('correct horse battery staple')
    await expect(secret).toHaveAccessibleDescription(/did not accept this secret/)
    await expect(secret).toBeFocused()
  })

  test('keep what was typed when another page is looked at', async ({ visualStates }) => {
    const page = await visualStates.show('settings-team')
    await page.getByRole('radio', { name: 'My Twilio account' }).check()
    await page.getByRole('radio', { name: 'My team' }).check()
    await page.getByRole('tab', { name: 'Keypad' }).click()
    await page.getByRole('tab', { name: 'Settings' }).click()
    await expect(page.getByLabel('Token address')).toHaveValue('https://calls.example.com/token')
  })

  test('ask main nothing while the form itself is wrong', async ({ visualStates }) => {
    const page = await visualStates.show('settings-invalid')
    await expect(page.getByLabel('Account SID')).toHaveAccessibleDescription(/starts with AC/)
    await expect(page.getByLabel('Account SID')).toBeFocused()
    expect(await requests(page)).toEqual([])
  })

  test('never show a stored secret, but take a new one', async ({ visualStates }) => {
    const page = await visualStates.show('settings-stored-secret')
    await expect(page.getByText('Set, never shown again')).toBeVisible()
    await button(page, 'Replace the api key secret').click()
    await expect(page.getByLabel('API key secret')).toBeFocused()
    await expect(page.getByLabel('API key secret')).toHaveValue('')
  })

  test('say who you are once the line is in use', async ({ visualStates }) => {
    const page = await visualStates.show('settings-saved')
    await expect(page.getByText('This line is now in use. You are maria.')).toBeVisible()
    await expect(page.getByRole('radio', { name: 'My team In use' })).toBeChecked()
  })
})

test('a line that was saved but does not connect says so, and leads back to the practice line', async ({
  visualStates,
}) => {
  const page = await visualStates.show('settings-not-connected')
  await expect(page.getByText('Saved, but not connected.')).toBeVisible()
  await expect(button(page, 'Back to practice line')).toBeInViewport({ ratio: 1 })
  await expect(page.getByText('now in use')).toHaveCount(0)
  await page.evaluate(() => window.visualStates.testbed.line.goesOffline('connection-changing'))
  await expect(page.getByText('Saved. Connecting…')).toBeVisible()
  await page.evaluate(() => window.visualStates.testbed.line.refuses('token-invalid', '20101'))
  await button(page, 'Back to practice line').click()
  expect((await requests(page)).at(-1)).toEqual({ kind: 'practice' })
})

test('an API key secret that is too short is refused at its field, before anything is requests', async ({
  visualStates,
}) => {
  const page = await visualStates.show('settings-short-secret')
  await expect(page.getByLabel('API key secret')).toHaveAccessibleDescription(
    /Too short\. Paste the whole secret/,
  )
  expect(await requests(page)).toEqual([])
})

test('what goes wrong at the foot of Settings is scrolled into view', async ({ visualStates }) => {
  const page = await visualStates.show('about')
  await page.evaluate(() => {
    window.visualStates.testbed.api.result = {
      ok: false,
      problem: 'There is no program that shows text files.',
    }
  })
  await button(page, 'Licences').click()
  await expect(page.getByText('There is no program that shows text files.')).toBeInViewport({ ratio: 1 })
})

test('a refused line leads to Settings', async ({ visualStates }) => {
  const page = await visualStates.show('rejected')
  await button(page, 'Open Settings').click()
  await expect(page.getByRole('tab', { name: 'Settings' })).toHaveAttribute('aria-selected', 'true')
})

test('a window that breaks offers to reload', async ({ visualStates }) => {
  const page = await visualStates.show('crash')
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeVisible()
  await expect(button(page, 'Reload')).toBeVisible()
})

test('where the system chooses the colours, what is chosen can be told from what is not', async ({
  visualStates,
}) => {
  const page = await visualStates.show('settings-team')
  await page.emulateMedia({ forcedColors: 'active' })
  const background = (words: string) =>
    page
      .getByText(words, { exact: true })
      .locator('xpath=ancestor-or-self::*[self::label or self::button]')
      .evaluate((found) => getComputedStyle(found).backgroundColor)
  expect(await background('POST')).not.toBe(await background('GET'))
  expect(await background('Settings')).not.toBe(await background('Recents'))
  await page.emulateMedia({ forcedColors: null })
})
