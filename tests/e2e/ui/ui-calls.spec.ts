import type { Page } from '@playwright/test'
import { expect, test } from '../../support/visual-states/fixture.ts'

const sent = (page: Page) => page.evaluate(() => window.visualStates.sent())
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test.describe('an incoming call', () => {
  test('is unmistakable, and accepted once however often Accept is pressed', async ({ visualStates }) => {
    const page = await visualStates.show('ringing')
    await expect(page.getByText('Incoming call from Maria Santos')).toBeVisible()
    await expect(page).toHaveTitle('Incoming call from Maria Santos – Offhook')
    await expect(page.getByRole('alert').filter({ hasText: 'Incoming call' })).toContainText('(202) 555-0147')

    await button(page, 'Accept').dblclick()
    await expect(button(page, 'Accept')).toHaveCount(0)
    await expect(page.getByText(/Incoming call from/)).toHaveCount(0)
    await expect(page.getByText('Answering')).toBeVisible()
    expect(await sent(page)).toEqual([{ type: 'accept', id: 'CA1' }])

    await page.evaluate(() => window.visualStates.testbed.line.opens('CA1'))
    await expect(page.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible()
    await expect(page.getByRole('timer')).toHaveText('00:00')
  })

  test('is answered without its name moving', async ({ visualStates }) => {
    const page = await visualStates.show('ringing')
    const name = page.getByRole('heading').getByText('Maria Santos')
    const before = await name.boundingBox()
    await button(page, 'Accept').click()
    await page.evaluate(() => window.visualStates.testbed.line.opens('CA1'))
    await expect(page.getByRole('timer')).toBeVisible()
    expect(await name.boundingBox()).toEqual(before)
  })

  test('is rejected once, and says that no call is in progress', async ({ visualStates }) => {
    const page = await visualStates.show('ringing')
    await button(page, 'Reject').click()
    await expect(page.getByText('You rejected the call from Maria Santos.')).toBeVisible()
    await expect(page.getByText('No call in progress.')).toBeVisible()
    expect(await sent(page)).toEqual([{ type: 'reject', id: 'CA1' }])
  })

  test('is not lost to Escape, Enter or Space by accident', async ({ visualStates }) => {
    const page = await visualStates.show('ringing')
    for (const key of ['Escape', 'Enter', 'Space']) await page.keyboard.press(key)
    await expect(button(page, 'Accept')).toBeVisible()
    expect(await sent(page)).toEqual([])
  })

  test('is answered from the keyboard, and the keyboard stays with the call', async ({ visualStates }) => {
    const page = await visualStates.show('ringing')
    await page.keyboard.press('Tab')
    await expect(button(page, 'Reject')).toBeFocused()
    await page.keyboard.press('Tab')
    // A press counts once the button has been there for half a second.
    await expect(async () => {
      await page.keyboard.press('Enter')
      expect(await sent(page)).toHaveLength(1)
    }).toPass()
    await expect(page.getByText('Answering')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Calls' })).toBeFocused()
  })

  test('takes neither the focus nor the text from somebody who types', async ({ visualStates }) => {
    const page = await visualStates.show('keypad-number')
    const field = page.getByRole('textbox', { name: 'Number or name' })
    await page.evaluate(() => void window.visualStates.testbed.line.ring('client:alice'))
    await expect(page.getByText('Incoming call from alice')).toBeVisible()
    await expect(field).toBeFocused()
    await page.keyboard.type('9')
    await expect(field).toHaveValue('20255501019')
    await expect(button(page, 'Accept')).toBeInViewport({ ratio: 1 })
  })

  test('ends the call in progress only by saying so', async ({ visualStates }) => {
    const page = await visualStates.show('ringing-in-call')
    await expect(button(page, 'Accept')).toHaveCount(0)
    await button(page, 'End and accept').click()
    await expect(page.getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible()
    expect(await sent(page)).toEqual([
      { type: 'accept', id: 'CA1' },
      { type: 'hangup', id: 'CA1' },
      { type: 'accept', id: 'CA2' },
    ])
  })

  test('leaves Hang up in reach however many others ring', async ({ visualStates }) => {
    const page = await visualStates.show('ringing-many')
    await expect(button(page, 'Hang up')).toBeInViewport({ ratio: 1 })
  })

  test('shows a hostile name as the text it is', async ({ visualStates }) => {
    const page = await visualStates.show('ringing-hostile-name')
    await expect(page.getByText(/^Incoming call from <b>Bank<\/b> <img/)).toBeVisible()
    await expect(page.locator('#root img, #root b')).toHaveCount(0)
    await expect(button(page, 'Accept')).toBeInViewport({ ratio: 1 })
  })
})

test.describe('a call in progress', () => {
  test('counts from the moment it was answered', async ({ visualStates }) => {
    const page = await visualStates.show('connected')
    const timer = page.getByRole('timer')
    await expect(timer).toHaveText('01:14')
    await page.evaluate(() => window.visualStates.testbed.clock.advanceSync(1_000))
    await expect(timer).toHaveText('01:15')
    await page.evaluate(() => window.visualStates.testbed.clock.advanceSync(3_600_000))
    await expect(timer).toHaveText('1:01:15')
  })

  test('is muted and unmuted', async ({ visualStates }) => {
    const page = await visualStates.show('connected')
    await button(page, 'Mute').click()
    await expect(page.getByRole('status').filter({ hasText: 'You are muted' })).toBeVisible()
    await button(page, 'Unmute').click()
    await expect(page.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible()
    expect((await sent(page)).slice(-2)).toEqual([
      { type: 'mute', id: 'CA1', muted: true },
      { type: 'mute', id: 'CA1', muted: false },
    ])
  })

  test('sends digits from the pad, and those typed anywhere outside a field, on every page', async ({
    visualStates,
  }) => {
    const page = await visualStates.show('connected')
    await page.keyboard.type('9')
    await expect(page.getByLabel('Digits sent')).toHaveText('9')
    await button(page, '4').click()
    await page.keyboard.type('7#')
    await expect(page.getByLabel('Digits sent')).toHaveText('947#')
    await page.getByRole('tab', { name: 'Recents' }).click()
    await page.keyboard.type('5')
    await expect(page.getByText('Sent 947#5')).toBeVisible()
    await page.getByRole('tab', { name: 'Settings' }).click()
    await page.getByRole('radio', { name: 'My team' }).check()
    await page.keyboard.type('*')
    await page.getByLabel('Token address').fill('https://1')
    await page.getByLabel('Token address').press('2')
    const digits = (await sent(page)).flatMap((action) => (action.type === 'digits' ? [action.digits] : []))
    expect(digits).toEqual(['9', '4', '7', '#', '5', '*'])
  })

  test('has the first tab for itself, which leads back to it from every page', async ({ visualStates }) => {
    const page = await visualStates.show('connected')
    const tab = page.getByRole('tab', { name: 'Call', exact: true })
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('tab', { name: 'Keypad' })).toHaveCount(0)
    for (const other of ['Recents', 'Settings']) {
      await page.getByRole('tab', { name: other }).click()
      await expect(tab).toHaveAttribute('aria-selected', 'false')
      await tab.click()
      await expect(page.getByRole('heading', { name: 'Maria Santos' })).toBeVisible()
    }
    await button(page, 'Hang up').click()
    await expect(page.getByRole('tab', { name: 'Keypad' })).toBeVisible()
    await expect(tab).toHaveCount(0)
  })

  test('says in Recents why no other call can be placed', async ({ visualStates }) => {
    const page = await visualStates.show('recents-in-call')
    await expect(page.getByText('You are in a call.')).toBeVisible()
    const call = page.getByRole('button', { name: /^Call / }).first()
    await expect(call).toHaveAttribute('aria-disabled', 'true')
    await expect(call).toHaveAccessibleDescription('You are in a call.')
  })

  test('folds to a bar for another page, and unfolds', async ({ visualStates }) => {
    const page = await visualStates.show('connected')
    await page.keyboard.press('Control+,')
    await expect(page.getByRole('group', { name: 'Line' })).toBeVisible()
    await expect(button(page, 'Hang up')).toBeVisible()
    await page.getByRole('button', { name: /^Show the call/ }).click()
    await expect(page.getByRole('heading', { name: 'Maria Santos' })).toBeVisible()
    await expect(page.getByRole('group', { name: 'Line' })).toBeHidden()
  })

  test('is hung up once, and offers to call back', async ({ visualStates }) => {
    const page = await visualStates.show('connected')
    await button(page, 'Hang up').dblclick()
    await expect(page.getByText('You ended the call with Maria Santos.')).toBeVisible()
    expect((await sent(page)).filter(({ type }) => type === 'hangup')).toHaveLength(1)
    await button(page, 'Call back').click()
    await expect(page.getByText('No call in progress.')).toHaveCount(0)
    expect((await sent(page)).at(-1)).toEqual({ type: 'dial', id: 'out-1', to: '+12025550147' })
  })
})

test('what happened can be dismissed, and its details are there for the curious', async ({
  visualStates,
}) => {
  const page = await visualStates.show('ended-connection-lost')
  await expect(page.getByText('53405')).toBeHidden()
  await page.getByText('Details').click()
  await expect(page.getByText('53405')).toBeVisible()
  await button(page, 'Dismiss').click()
  await expect(page.getByText('Connection lost')).toHaveCount(0)
})

test('a double click dials, and does not hang up what it has just dialled', async ({ visualStates }) => {
  const page = await visualStates.show('keypad-number')
  await button(page, 'Call').dblclick()
  await expect(button(page, 'Hang up')).toBeVisible()
  expect(await sent(page)).toEqual([{ type: 'dial', id: 'out-1', to: '+12025550101' }])
})
