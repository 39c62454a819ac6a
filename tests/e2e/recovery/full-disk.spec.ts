import type { ElectronApplication } from '@playwright/test'
import { launchOffhook } from '../../support/app/launch.ts'
import { fillDisk, freeDisk, readProfile, smallDisk } from '../../support/app/small-disk.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada', party: { tone: 440 } }
const NOT_SAVED = /Settings and recent calls are not being saved/

function closeWindow(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().endsWith('index.html'))
      ?.close()
  })
}

test('on a full disk everything works, the window says what is not saved, and it is saved once there is space', async ({
  executable,
  desktop,
  watch,
}) => {
  const disk = await smallDisk(executable, desktop.folder)
  const offhook = await launchOffhook({ ...disk, desktop })
  const see = screen(offhook.window)
  await expect(see.ready).toBeVisible()
  await fillDisk(offhook.app)

  await closeWindow(offhook.app)
  await watch.next('shown', ({ summary }) => summary === 'Offhook keeps running')
  await expect(see.text(NOT_SAVED)).toBeVisible()
  await expect(see.text(/The disk is full/)).toContainText(disk.userData)

  const done = await offhook.window.evaluate(
    (chosen) => window.offhook.request({ type: 'set-do-not-disturb', doNotDisturb: chosen }),
    { until: 'turned-off', mode: 'silent' } as const,
  )
  expect(done).toEqual({ ok: true })
  await expect(see.text(/Do not disturb/).first()).toBeVisible()

  const sid = await offhook.exchange.placeCall(CALL)
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
  await expect(see.noCall).toBeVisible()
  await offhook.window.getByRole('tab', { name: /Recents/ }).click()
  await expect(see.text('Ada').first()).toBeVisible()
  expect(await readProfile(offhook.app, 'config.json').catch(() => '')).not.toContain('turned-off')

  await freeDisk(offhook.app)
  await expect(see.text(NOT_SAVED)).toBeHidden({ timeout: 35_000 })
  expect(JSON.parse(await readProfile(offhook.app, 'config.json'))).toMatchObject({
    quiet: { until: 'turned-off', manner: 'silent' },
    toldWhere: true,
  })
  expect(await readProfile(offhook.app, 'recents.jsonl')).toContain('Ada')
  await offhook.close()
})
