import { launchOffhook, startOffhook } from '../../support/app/launch.ts'
import { filesContaining } from '../../support/app/profile-search.ts'
import { startTeamService } from '../../support/team/team-service.ts'
import * as hosts from '../../support/team/token-host.ts'
import { voiceToken } from '../../support/team/tokens.ts'
import { screen } from '../fixtures/screen.ts'
import { enterTeam, settings } from '../fixtures/settings.ts'
import { expect, NO_INTERNET, test } from '../fixtures/shared.ts'

test.use({ args: NO_INTERNET })

// The service gave a token; no signalling host answers to it here.
const TAKEN = 'Saved, but not connected.'
/** Twilio itself is out of a test's reach: then the window says so. */
const OFFLINE = 'The telephone network cannot be reached. Offhook keeps trying.'

test('a team’s line is checked on the spot, applied at once, and left again', async ({
  executable,
  desktop,
  watch,
}) => {
  const service = await startTeamService()
  const offhook = await launchOffhook({ executable, desktop, args: NO_INTERNET })
  const see = screen(offhook.window)
  const page = settings(offhook.window)
  await expect(see.ready).toBeVisible()

  await enterTeam(page, service)
  await expect(see.text(TAKEN)).toBeVisible()
  await expect(page.inUse('My team')).toBeChecked()
  await expect(see.text(OFFLINE)).toBeVisible()
  await expect(see.ready).toBeHidden()
  await expect(see.text('forgets it when it quits'), 'there is no key store here').toBeVisible()
  await expect(see.text('Set, never shown again')).toBeVisible()
  await offhook.window.getByRole('tab', { name: 'Keypad' }).click()
  await expect(see.text('Practice line.')).toBeHidden()

  await page.open()
  await page.line('Practice line').check()
  await page.use.click()
  await expect(see.ready).toBeVisible()
  await offhook.window.getByRole('tab', { name: 'Keypad' }).click()
  await offhook.window.getByRole('button', { name: 'Call me' }).click()
  await watch.next('shown', ({ summary }) => summary === 'Offhook practice')
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()

  await offhook.close()
  await service.close()
  expect(await filesContaining(offhook.userData, service.secret), 'files that hold the secret').toEqual([])
})

for (const { kind, method, answer } of [
  {
    kind: 'asked with GET, as in Twilio’s quickstarts',
    method: 'GET',
    answer: { identity: 'maria_at_work' },
  },
  { kind: 'asked with POST, that names nobody', method: 'POST', answer: {} },
] as const) {
  test(`a service ${kind} gives a line that outlives a restart`, async ({ executable, desktop }) => {
    const host = await hosts.startTokenHost(hosts.json({ ...answer, token: voiceToken() }, method))
    const first = await startOffhook({ executable, desktop, args: NO_INTERNET })
    await expect(screen(first.window).ready).toBeVisible()
    await enterTeam(settings(first.window), { url: host.url, method })
    await expect(screen(first.window).text(TAKEN)).toBeVisible()
    await first.close()

    const { userData } = first
    const again = await startOffhook({ executable, desktop, args: NO_INTERNET, userData })
    const page = settings(again.window)
    await expect(screen(again.window).text(OFFLINE)).toBeVisible()
    await page.open()
    await expect(page.inUse('My team')).toBeChecked()
    await expect(page.address).toHaveValue(host.url)
    await expect(page.method(method)).toBeChecked()
    await again.close()
    await host.close()
    expect(host.asked.map((request) => request.method)).toEqual(host.asked.map(() => method))
  })
}

test('after a restart without a key store, the line asks for its secret in words', async ({
  executable,
  desktop,
}) => {
  const service = await startTeamService()
  const first = await startOffhook({ executable, desktop, args: NO_INTERNET })
  await enterTeam(settings(first.window), service)
  await expect(screen(first.window).text(TAKEN)).toBeVisible()
  await first.close()

  const { userData } = first
  const again = await startOffhook({ executable, desktop, args: NO_INTERNET, userData })
  const see = screen(again.window)
  const page = settings(again.window)
  await expect(see.text('Sign-in failed')).toBeVisible()
  await again.window.getByRole('button', { name: 'Open Settings' }).click()
  await expect(page.address).toHaveValue(service.url)
  await expect(page.secret).toHaveValue('')
  await page.secret.fill(service.secret)
  await page.use.click()
  await expect(see.text(TAKEN)).toBeVisible()
  await expect(see.text(OFFLINE)).toBeVisible()
  await again.close()
  await service.close()
})

test('a service that takes the access back says so in the header, and leads to Settings', async ({
  executable,
  desktop,
}) => {
  // Tokens for three seconds: they are renewed before those are over.
  const host = await hosts.startTokenHost((...asked) => hosts.json({ token: voiceToken(3) })(...asked))
  const offhook = await startOffhook({ executable, desktop, args: NO_INTERNET })
  const see = screen(offhook.window)
  await enterTeam(settings(offhook.window), { url: host.url, secret: 'secret of maria' })
  await expect(see.text(TAKEN)).toBeVisible()
  await offhook.window.getByRole('tab', { name: 'Keypad' }).click()
  host.answers(hosts.status(401))
  await expect(see.text('Sign-in failed')).toBeVisible()
  await expect(see.text('Your secret is missing or was not accepted. Check it in Settings.')).toBeVisible()
  await offhook.window.getByRole('button', { name: 'Open Settings' }).click()
  await expect(settings(offhook.window).address).toBeVisible()
  await offhook.close()
  await host.close()
})
