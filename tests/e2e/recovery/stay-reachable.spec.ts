import { once } from 'node:events'
import type { ElectronApplication } from '@playwright/test'
import { startTrayWatcher } from '../../support/tray/watcher.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada', party: { tone: 440 } }

/** Closes the phone's window as a person does. */
function closeWindow(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.getTitle().includes('Offhook'))
      ?.close()
  })
}

function isShown(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (window) => window.webContents.getURL().endsWith('index.html') && window.isVisible(),
    ),
  )
}

test('a closed window leaves the phone reachable: it says so once, rings, and is answered', async ({
  offhook,
  desktop,
  watch,
}) => {
  const see = screen(offhook.window)
  await closeWindow(offhook.app)
  const told = await watch.next('shown', ({ summary }) => summary === 'Offhook keeps running')
  expect(told.body).toContain('minimised')
  await closeWindow(offhook.app)

  await offhook.exchange.placeCall(CALL)
  const shown = await watch.next('shown', ({ summary }) => summary === 'Ada')
  await desktop.notifications?.press('Accept', { containing: 'Ada' })
  await watch.next('closed', ({ id }) => id === shown.id)
  await expect(see.timer).toBeVisible()
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
  const hints = watch.events.filter((event) => event.type === 'shown' && event.summary === told.summary)
  expect(hints).toHaveLength(1)
})

test('in a call, quitting asks, and staying is as good as never having asked', async ({
  offhook,
  desktop,
  watch,
}) => {
  const see = screen(offhook.window)
  await offhook.exchange.placeCall(CALL)
  await watch.next('shown')
  await desktop.notifications?.press('Accept')
  await expect(see.timer).toBeVisible()
  const asked = await offhook.app.evaluate(({ app, dialog }) => {
    const questions = new Promise<unknown>((resolve) => {
      dialog.showMessageBox = (...args: readonly unknown[]) => {
        resolve(args.at(-1))
        return Promise.resolve({ response: 0, checkboxChecked: false })
      }
    })
    app.quit()
    return questions
  })
  expect(asked).toMatchObject({ message: 'You are in a call. Quit Offhook?', detail: 'Quitting hangs up.' })
  await expect(see.timer).toBeVisible()

  const closed = once(offhook.app.process(), 'exit')
  await offhook.app
    .evaluate(({ app, dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
      app.quit()
    })
    .catch(() => undefined)
  await closed
})

test('a session that ends is not kept waiting by a call: it is hung up, and nobody is asked', async ({
  offhook,
  desktop,
  watch,
}) => {
  const sid = await offhook.exchange.placeCall(CALL)
  await watch.next('shown')
  await desktop.notifications?.press('Accept')
  await expect(screen(offhook.window).timer).toBeVisible()
  const program = offhook.app.process()
  const exited = once(program, 'exit')
  program.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
  await offhook.exchange.next('ended', { callSid: sid })
})

test('with a tray the window hides, and the tray brings it back, sets quiet, and quits', async ({
  desktop,
  offhook,
  watch,
}) => {
  const see = screen(offhook.window)
  // The tray comes after Offhook, as when both start with the session.
  const tray = await startTrayWatcher(desktop.bus)
  try {
    await tray.appears()
    await expect.poll(() => tray.tooltip()).toContain('Offhook: ')
    await closeWindow(offhook.app)
    const told = await watch.next('shown', ({ summary }) => summary === 'Offhook keeps running')
    expect(told.body).toContain('tray')
    await expect.poll(() => isShown(offhook.app)).toBe(false)

    await tray.click()
    await expect.poll(() => isShown(offhook.app)).toBe(true)
    await expect(see.ready).toBeVisible()

    expect(await tray.labels()).toEqual(
      expect.arrayContaining(['Open Offhook', 'Do not disturb', 'Until tomorrow', 'Quit Offhook']),
    )
    await tray.choose('For an hour')
    await expect.poll(() => tray.tooltip()).toContain('Do not disturb')
    const closed = once(offhook.app.process(), 'exit')
    await tray.choose('Quit Offhook')
    await closed
  } finally {
    tray.stop()
  }
})
