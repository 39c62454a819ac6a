import { unpackedProgram } from '../../scripts/dist.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { lastWords, run } from '../../scripts/lib/run.ts'
import { launchOffhook } from '../support/app/launch.ts'
import { expect, test } from './fixtures.ts'
import { screen } from './screen.ts'

test('the program that "npm run dist" makes starts, registers and is answered on its notification', async ({
  desktop,
  watch,
}) => {
  test.setTimeout(180_000)
  const made = await run('npm', ['run', '--silent', 'dist'], { cwd: projectFolder, env: process.env })
  expect(made.code, lastWords(made)).toBe(0)

  const offhook = await launchOffhook({ executable: unpackedProgram, desktop, program: [] })
  const see = screen(offhook.window)
  await expect(offhook.window.getByText('Ready for incoming calls')).toBeVisible({ timeout: 20_000 })
  await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100', callerName: 'Ada' })
  expect(await watch.next('shown')).toMatchObject({ summary: 'Ada' })
  await desktop.notifications?.press('Accept')
  await expect(see.timer).toBeVisible()
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
  await offhook.close()
  expect(offhook.complaints).toEqual([])
})
