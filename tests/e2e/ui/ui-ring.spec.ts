import type { Page } from '@playwright/test'
import { requests } from '../../support/visual-states/requests.ts'
import { expect, test } from '../../support/visual-states/fixture.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true })

test.describe('where it rings', () => {
  test('is what the computer uses, until others are ticked, several at once', async ({ visualStates }) => {
    const page = await visualStates.show('settings-practice')
    await expect(box(page, 'System default')).toBeChecked()
    await box(page, 'Desk loudspeakers').click()
    await box(page, 'System default').click()
    await box(page, 'Jabra Evolve2 65 headset').click()
    await expect(box(page, 'System default')).not.toBeChecked()
    expect(await requests(page)).toEqual([
      { ringing: { devices: ['default', 'desk'] } },
      { ringing: { devices: ['desk'] } },
      { ringing: { devices: ['desk', 'headset'] } },
    ])
  })

  test('falls back, in words, while a device is gone', async ({ visualStates }) => {
    const page = await visualStates.show('ring-devices')
    await page.evaluate(() =>
      window.visualStates.testbed.audioOutputs.connect([{ id: 'desk', label: 'Desk loudspeakers' }]),
    )
    await expect(page.getByText('Until it is connected again, calls ring on the others.')).toBeVisible()
    await page.evaluate(() => window.visualStates.testbed.audioOutputs.connect([]))
    await expect(page.getByText(/calls ring on the system default/)).toBeVisible()
  })

  test('can be heard beforehand, and says so when it cannot', async ({ visualStates }) => {
    const page = await visualStates.show('ring-devices')
    await button(page, 'Try the ring on Desk loudspeakers').click()
    expect(await page.evaluate(() => window.visualStates.testbed.audioOutputs.tested)).toEqual(['desk'])
    await visualStates.show('ring-device-failed')
    await expect(page.getByText(/No sound can be played there now/)).toBeVisible()
  })
})

test.describe('Test my ring', () => {
  test('says of each step what came of it and what to change', async ({ visualStates }) => {
    const page = await visualStates.show('self-test-failed')
    await expect(page.getByRole('heading', { name: 'You could miss a call' })).toBeVisible()
    await expect(page.getByText(/Tested on GNOME 48/)).toBeVisible()
    const steps = page.getByRole('status').getByRole('listitem')
    await expect(steps).toHaveCount(7)
    await expect(steps.nth(2)).toContainText(/Notification: Does not work.*allow notifications for Offhook/)
    expect(await requests(page)).toEqual(['run-self-test'])
  })

  test('keeps its report through the ringing and on other pages', async ({ visualStates }) => {
    const page = await visualStates.show('self-test-passed')
    await page.evaluate(() => {
      const { line } = window.visualStates.testbed
      line.callerGivesUp(line.ring('client:alice'))
    })
    await page.getByRole('tab', { name: 'Keypad' }).click()
    await page.getByRole('tab', { name: 'Settings' }).click()
    await expect(page.getByRole('heading', { name: 'A call would reach you' })).toBeVisible()
  })

  test('says each step as it comes, and what it tries now', async ({ visualStates }) => {
    const page = await visualStates.show('self-test-running')
    const steps = page.getByRole('status').getByRole('listitem')
    await expect(page.getByRole('heading', { name: 'Testing…' })).toBeVisible()
    await expect(steps).toHaveText([/Line: Works/, /Call: Works/, /Notification: Works/, /trying now/])
  })

  test('runs once at a time', async ({ visualStates }) => {
    const page = await visualStates.show('self-test-running')
    await button(page, 'Ringing…').dispatchEvent('click')
    expect(await requests(page)).toEqual(['run-self-test'])
  })

  test('says when nothing could be tried', async ({ visualStates }) => {
    const page = await visualStates.show('self-test-nothing')
    await expect(page.getByText(/Nothing could be tried just now/)).toBeVisible()
  })
})
