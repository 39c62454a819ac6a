import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startOffhook } from '../../support/app/launch.ts'
import { startTeamService } from '../../support/team/team-service.ts'
import { settings } from '../fixtures/settings.ts'
import { screen } from '../fixtures/screen.ts'
import { expect, NO_INTERNET, test } from '../fixtures/shared.ts'

test('a settings file without its last brace is kept, its connection is used, and the window says so until it is dismissed', async ({
  executable,
  desktop,
}) => {
  const team = await startTeamService()
  const userData = await mkdtemp(join(desktop.folder, 'profile-'))
  const line = { kind: 'team', url: team.url, method: 'POST' }
  const damaged = JSON.stringify({ toldWhere: true, line }, null, '\t').replace(/\n\}$/, '\n')
  await writeFile(join(userData, 'config.json'), damaged)
  await writeFile(join(userData, 'recents.jsonl'), 'garbage\n\0\0\0\nmore garbage\n')

  const offhook = await startOffhook({ executable, desktop, userData, args: NO_INTERNET })
  const see = screen(offhook.window)
  await expect(see.text('The settings file was damaged.')).toBeVisible({ timeout: 20_000 })
  await expect(see.text('The list of recent calls was damaged.')).toBeVisible()
  const kept = (await readdir(userData)).find((name) => name.startsWith('config.damaged-')) ?? ''
  expect(await readFile(join(userData, kept), 'utf8')).toBe(damaged)
  await expect(see.text(new RegExp(kept))).toContainText(userData)
  await offhook.window.getByRole('button', { name: 'Dismiss' }).first().click()
  await expect(see.text('The settings file was damaged.')).toBeHidden()
  await offhook.window.getByRole('button', { name: 'Dismiss' }).click()
  const page = settings(offhook.window)
  await page.open()
  await expect(page.inUse('My team')).toBeVisible()
  await expect(page.address).toHaveValue(team.url)
  await offhook.close()

  const again = await startOffhook({ executable, desktop, userData, args: NO_INTERNET })
  await settings(again.window).open()
  await expect(settings(again.window).address).toHaveValue(team.url)
  await expect(screen(again.window).text(/was damaged/)).toBeHidden()
  await again.close()
  await team.close()
})
