import { createTestAccount } from '../../support/app/account.ts'
import { startOffhook } from '../../support/app/launch.ts'
import { timesInPage } from '../../support/app/page-memory.ts'
import { filesContaining } from '../../support/app/profile-search.ts'
import { startTeamService } from '../../support/team/team-service.ts'
import { screen } from '../fixtures/screen.ts'
import { enterTeam, settings, type SettingsPage } from '../fixtures/settings.ts'
import { expect, NO_INTERNET, test } from '../fixtures/shared.ts'

test.use({ args: NO_INTERNET })

async function enterAccount(page: SettingsPage, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.open()
  await page.line('My Twilio account').check()
  for (const [label, text] of Object.entries(fields)) await page.field(label).fill(text)
  await page.use.click()
}

const { accountSid, apiKeySid, apiKeySecret, twimlAppSid } = createTestAccount()
const GOOD = {
  'Your name on the line': 'maria',
  'Account SID': accountSid,
  'API key SID': apiKeySid,
  'API key secret': apiKeySecret,
  'TwiML App SID': twimlAppSid,
  'Caller id': '+12025550123',
} as const

test.describe('my own Twilio account', () => {
  for (const { label, text, words } of [
    { label: 'Your name on the line', text: 'maria at work', words: /letters, digits and underscores/i },
    { label: 'Account SID', text: 'AC123', words: /starts with AC/ },
    { label: 'API key SID', text: accountSid, words: /starts with SK/ },
    { label: 'API key secret', text: '', words: /Enter the secret/ },
    { label: 'TwiML App SID', text: '', words: /starts with AP/ },
    { label: 'Caller id', text: '0202 555 0123', words: /with \+ and country code/ },
  ]) {
    test(`says what is wrong with ${label}, and loses nothing that was typed`, async ({ phone }) => {
      const page = settings(phone.window)
      const fields = { ...GOOD, [label]: text }
      await enterAccount(page, fields)
      await expect(page.field(label)).toHaveAccessibleDescription(words)
      await expect(page.field(label)).toBeFocused()
      for (const [other, typed] of Object.entries(fields)) {
        await expect(page.field(other)).toHaveValue(typed)
        if (other !== label) await expect(page.field(other)).not.toHaveAttribute('aria-invalid', 'true')
      }
      await expect(page.inUse('Practice line')).toBeVisible()
      await expect(screen(phone.window).ready).toBeVisible()
    })
  }

  test('cannot be taken during a call, and the call goes on', async ({ phone }) => {
    const see = screen(phone.window)
    const page = settings(phone.window)
    await phone.window.getByRole('tab', { name: 'Keypad' }).click()
    await see.number.fill('+12025550101')
    await see.call.click()
    await expect(see.timer).toBeVisible()
    await enterAccount(page, GOOD)
    await expect(see.text('End your call first, then change the line.')).toBeVisible()
    await expect(page.field('API key secret')).toHaveValue(apiKeySecret)
    await expect(page.inUse('Practice line')).toBeVisible()
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
  })

  test('cannot be taken while it rings, nor can a team’s line', async ({ phone }) => {
    const service = await startTeamService()
    const see = screen(phone.window)
    const sid = await phone.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
    await expect(see.accept).toBeVisible()
    await enterTeam(settings(phone.window), service)
    await expect(see.text('End your call first, then change the line.')).toBeVisible()
    await phone.exchange.request('POST', `/calls/${sid}/hangup`)
    await expect(see.accept).toBeHidden()
    await service.close()
  })

  test('is taken into use; its secret is shown nowhere and written nowhere', async ({
    executable,
    desktop,
  }) => {
    const offhook = await startOffhook({ executable, desktop, args: NO_INTERNET })
    const see = screen(offhook.window)
    const page = settings(offhook.window)
    await enterAccount(page, GOOD)
    await expect(see.text('Saved, but not connected.')).toBeVisible()
    await expect(see.text('forgets it when it quits'), 'there is no key store here').toBeVisible()
    await expect(see.text('The telephone network cannot be reached.')).toBeVisible()
    await expect(see.text('Set, never shown again')).toBeVisible()
    await expect(page.field('API key secret')).toBeHidden()

    // A page that begins anew knows what main tells it, and nothing that was typed.
    await offhook.window.reload()
    await page.open()
    await expect(page.inUse('My Twilio account')).toBeChecked()
    await expect(page.field('Account SID')).toHaveValue(accountSid)
    expect(await timesInPage(offhook.window, accountSid), 'what the page does know is found').toBeGreaterThan(
      0,
    )
    expect(await timesInPage(offhook.window, apiKeySecret), 'the secret in the page').toBe(0)

    await offhook.close()
    expect(await filesContaining(offhook.userData, accountSid)).toContain('config.json')
    expect(await filesContaining(offhook.userData, apiKeySecret), 'files that hold the secret').toEqual([])

    const { userData } = offhook
    const again = await startOffhook({ executable, desktop, args: NO_INTERNET, userData })
    await expect(screen(again.window).text('No line yet')).toBeVisible()
    await again.window.getByRole('button', { name: 'Open Settings' }).click()
    await expect(settings(again.window).field('TwiML App SID')).toHaveValue(twimlAppSid)
    await expect(settings(again.window).field('API key secret')).toHaveValue('')
    await again.close()
  })
})
