import type { ElectronApplication } from '@playwright/test'
import type { Desktop } from '../../scripts/desktop/desktop.ts'
import type { WindowId, WindowManager } from '../../scripts/desktop/window-manager.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { run } from '../../scripts/lib/run.ts'
import { electronArguments } from '../support/app/launch.ts'
import { popupOf } from '../support/app/popup.ts'
import { startTypist } from '../support/app/typist.ts'
import { expect, test } from './fixtures.ts'
import { screen } from './screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada' }

test.use({ windowManager: true, notificationServer: 'xfce4-notifyd' })

function managerOf({ windowManager }: Desktop): WindowManager {
  if (!windowManager) throw new Error('There is no window manager.')
  return windowManager
}

/** The number of the window whose page ends with this name. */
function windowOf(app: ElectronApplication, page: string): Promise<WindowId> {
  return app.evaluate(
    ({ BrowserWindow }, name) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().endsWith(name))
        ?.getNativeWindowHandle()
        .readUInt32LE() ?? 0,
    page,
  )
}

test('a window closed where there is no tray is minimised, rings there, and comes back', async ({
  offhook,
  desktop,
  executable,
  watch,
}) => {
  const manager = managerOf(desktop)
  const phone = await windowOf(offhook.app, 'index.html')
  const isMinimised = async () => (await manager.state(phone)).includes('HIDDEN')
  const close = () =>
    offhook.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close()
    })
  expect(await isMinimised()).toBe(false)
  await close()
  await expect.poll(isMinimised).toBe(true)
  await manager.activate(phone)
  await expect.poll(isMinimised).toBe(false)

  // Whoever starts Offhook again, for want of anything to click, gets this window.
  await close()
  await expect.poll(isMinimised).toBe(true)
  const second = await run(executable, [...electronArguments(offhook.userData), projectFolder], {
    env: desktop.env,
    timeout: 20_000,
  })
  expect(second.code).toBe(0)
  await expect.poll(isMinimised).toBe(false)

  // A call neither opens it nor takes the focus: it asks for attention, until the call is over.
  await close()
  await expect.poll(isMinimised).toBe(true)
  await offhook.exchange.placeCall(CALL)
  await watch.next('shown', ({ summary }) => summary === 'Ada')
  await expect.poll(() => manager.urgent(phone)).toBe(true)
  expect(await isMinimised()).toBe(true)
  expect(await manager.active()).not.toBe(phone)
  await desktop.notifications?.press('Reject', { containing: 'Ada' })
  await expect.poll(() => manager.urgent(phone)).toBe(false)
  expect(await isMinimised()).toBe(true)
})

for (const fullScreen of [false, true]) {
  const other = fullScreen ? 'a full-screen program' : 'another program'
  test(`the call window comes up over ${other}, which keeps the keyboard; the phone stays behind`, async ({
    offhook,
    desktop,
    executable,
  }) => {
    const manager = managerOf(desktop)
    await desktop.useNotifications('none')
    const typist = await startTypist(executable, desktop)
    try {
      const program = await windowOf(typist.app, '')
      const phone = await windowOf(offhook.app, 'index.html')
      if (fullScreen) {
        await typist.app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.setFullScreen(true),
        )
        await expect.poll(() => manager.state(program)).toContain('FULLSCREEN')
      }
      await manager.activate(program)
      await typist.type('before ')

      const sid = await offhook.exchange.placeCall(CALL)
      const popup = await popupOf(offhook.app, desktop)
      await expect.poll(() => manager.urgent(phone)).toBe(true)
      await expect.poll(() => manager.stacking()).toEqual([phone, program])
      expect(await manager.active()).toBe(program)
      await typist.type('while it rings ')
      await typist.press('Return')
      await expect(typist.paper).toHaveValue('before while it rings \n')

      // A real click lands on whatever is on top there, also after somebody has fetched another window to the front.
      await manager.activate(phone)
      await manager.activate(program)
      await popup.press('Reject')
      await popup.gone()
      await offhook.exchange.next('ended', { callSid: sid })
      expect(await manager.active()).toBe(program)
      await typist.type('after')
      await expect(typist.paper).toHaveValue('before while it rings \nafter')
      await expect(screen(offhook.window).noCall).toBeVisible()
    } finally {
      await typist.close()
    }
  })
}
