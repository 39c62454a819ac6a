import type { ElectronApplication, Locator } from '@playwright/test'
import type { Desktop } from '../../support/desktop/desktop.ts'
import type { WindowId, WindowManager } from '../../support/desktop/window-manager.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { run } from '../../../scripts/lib/run.ts'
import { electronArguments } from '../../support/app/launch.ts'
import { incomingCallWindowOf } from '../../support/app/incoming-call-window.ts'
import { startKeyboardClient } from '../../support/app/keyboard-client.ts'
import { startTrayWatcher } from '../../support/tray/watcher.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada' }

test.use({ windowManager: true, notificationServer: 'xfce4-notifyd' })

test.afterEach(async ({ desktop, notificationServer }) => {
  if (desktop.notifications?.server !== notificationServer) await desktop.useNotifications(notificationServer)
})

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
    const keyboardClient = await startKeyboardClient(executable, desktop)
    try {
      const program = await windowOf(keyboardClient.app, '')
      const phone = await windowOf(offhook.app, 'index.html')
      if (fullScreen) {
        await keyboardClient.app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()[0]?.setFullScreen(true),
        )
        await expect.poll(() => manager.state(program)).toContain('FULLSCREEN')
      }
      await manager.activate(program)
      await keyboardClient.type('before ')

      const sid = await offhook.exchange.placeCall(CALL)
      const popup = await incomingCallWindowOf(offhook.app, desktop)
      await expect.poll(() => manager.urgent(phone)).toBe(true)
      await expect.poll(() => manager.stacking()).toEqual([phone, program])
      expect(await manager.active()).toBe(program)
      await keyboardClient.type('while it rings ')
      await keyboardClient.press('Return')
      await expect(keyboardClient.textField).toHaveValue('before while it rings \n')

      // A real click lands on whatever is on top there, also after somebody has fetched another window to the front.
      await manager.activate(phone)
      await manager.activate(program)
      await popup.press('Reject')
      await popup.gone()
      await offhook.exchange.next('ended', { callSid: sid })
      expect(await manager.active()).toBe(program)
      await keyboardClient.type('after')
      await expect(keyboardClient.textField).toHaveValue('before while it rings \nafter')
      await expect(screen(offhook.window).noCall).toBeVisible()
    } finally {
      await keyboardClient.close()
    }
  })
}

const isHidden = async (manager: WindowManager, phone: WindowId) =>
  (await manager.state(phone)).includes('HIDDEN')

for (const where of ['minimised', 'hidden in the tray', 'on another workspace', 'behind a window'] as const) {
  test(`a call answered on the notification brings a window that is ${where} to the front, with its controls`, async ({
    offhook,
    desktop,
    executable,
    watch,
  }) => {
    const manager = managerOf(desktop)
    const see = screen(offhook.window)
    const phone = await windowOf(offhook.app, 'index.html')
    const tray = where === 'hidden in the tray' ? await startTrayWatcher(desktop.bus) : undefined
    const keyboardClient = await startKeyboardClient(executable, desktop)
    try {
      await tray?.appears()
      await putAway(where, { app: offhook.app, desktop, manager, phone })
      await manager.activate(await windowOf(keyboardClient.app, ''))

      await offhook.exchange.placeCall(CALL)
      await watch.next('shown', ({ summary }) => summary === 'Ada')
      await desktop.notifications?.press('Accept', { containing: 'Ada' })
      await expect(see.timer).toBeVisible()
      await expect.poll(() => isHidden(manager, phone)).toBe(false)
      await expect.poll(async () => (await manager.stacking()).at(-1)).toBe(phone)
      expect(await manager.state(phone)).not.toContain('ABOVE')
      expect(await workspaceOf(desktop, phone)).toBe(await workspaceOf(desktop))
      // A real click in the middle of Hang up lands on it.
      await clickOn(offhook.app, desktop, offhook.window.getByRole('button', { name: 'Hang up' }))
      await expect(see.noCall).toBeVisible()
    } finally {
      await keyboardClient.close()
      tray?.stop()
      await run('xdotool', ['set_desktop', '0'], { env: desktop.env, timeout: 20_000 })
    }
  })
}

test('closing the window during a call asks, and minimising it leaves it on the screen', async ({
  offhook,
  desktop,
  watch,
}) => {
  const manager = managerOf(desktop)
  const see = screen(offhook.window)
  const phone = await windowOf(offhook.app, 'index.html')
  const sid = await offhook.exchange.placeCall(CALL)
  await watch.next('shown', ({ summary }) => summary === 'Ada')
  await desktop.notifications?.press('Accept', { containing: 'Ada' })
  await expect(see.timer).toBeVisible()

  await run('xdotool', ['windowminimize', String(phone)], { env: desktop.env, timeout: 20_000 })
  await expect.poll(() => isHidden(manager, phone)).toBe(false)
  await expect(see.timer).toBeVisible()

  const close = async (response: 0 | 1) =>
    offhook.app.evaluate(({ BrowserWindow, dialog }, answer) => {
      const asked = new Promise<unknown>((resolve) => {
        dialog.showMessageBox = (...args: readonly unknown[]) => {
          resolve(args.at(-1))
          return Promise.resolve({ response: answer, checkboxChecked: false })
        }
      })
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().endsWith('index.html'))
        ?.close()
      return asked
    }, response)
  expect(await close(0)).toMatchObject({
    message: 'You are in a call. Close the window?',
    buttons: ['Keep open', 'Hang up and close'],
    defaultId: 0,
    cancelId: 0,
  })
  await expect(see.timer).toBeVisible()
  expect(await isHidden(manager, phone)).toBe(false)

  await close(1)
  await offhook.exchange.next('ended', { callSid: sid })
  await expect.poll(() => isHidden(manager, phone)).toBe(true)
})

interface Surroundings {
  readonly app: ElectronApplication
  readonly desktop: Desktop
  readonly manager: WindowManager
  readonly phone: WindowId
}

/** Takes the phone's window out of sight, as a person would. */
async function putAway(
  where: 'minimised' | 'hidden in the tray' | 'on another workspace' | 'behind a window',
  { app, desktop, manager, phone }: Surroundings,
): Promise<void> {
  switch (where) {
    case 'behind a window':
      return
    case 'minimised':
      await run('xdotool', ['windowminimize', '--sync', String(phone)], { env: desktop.env, timeout: 20_000 })
      return expect.poll(() => isHidden(manager, phone)).toBe(true)
    case 'on another workspace':
      await run('xdotool', ['set_desktop_for_window', String(phone), '1'], {
        env: desktop.env,
        timeout: 20_000,
      })
      return expect.poll(() => workspaceOf(desktop, phone)).toBe('1')
    case 'hidden in the tray':
      await app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close()
      })
      return expect
        .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
        .toBe(false)
  }
}

/** The number of the workspace that a window is on; without a window, of the one in use. */
async function workspaceOf(desktop: Desktop, id?: WindowId): Promise<string> {
  const args = id === undefined ? ['get_desktop'] : ['get_desktop_for_window', String(id)]
  return (await run('xdotool', args, { env: desktop.env, timeout: 20_000 })).stdout.trim()
}

async function clickOn(app: ElectronApplication, desktop: Desktop, button: Locator): Promise<void> {
  await button.click({ trial: true })
  const box = await button.boundingBox()
  const bounds = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getContentBounds(),
  )
  if (!box || !bounds) throw new Error('There is no such button.')
  await desktop.screen.click(
    Math.round(bounds.x + box.x + box.width / 2),
    Math.round(bounds.y + box.y + box.height / 2),
  )
}
