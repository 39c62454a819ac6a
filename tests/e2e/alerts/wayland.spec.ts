import { test as base, expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'
import { startWaylandDesktop, type WaylandDesktop } from '../../support/desktop/wayland.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { lastWords, run } from '../../../scripts/lib/run.ts'
import { ensureElectron } from '../../../scripts/runtime/ensure-electron.ts'
import { electronArguments, launchOffhook, type OffhookUnderTest } from '../../support/app/launch.ts'
import { incomingCallPages } from '../../support/app/incoming-call-window.ts'
import { startFakeServer, type FakeServer } from '../../support/notifications/fake-server.ts'
import { startAudioCapture } from '../../support/audio/audio-capture.ts'
import { playTone } from '../../support/audio/audio-source.ts'
import { screen } from '../fixtures/screen.ts'

const CALLER_HZ = 440
const MICROPHONE_HZ = 1_000
const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada', party: { tone: CALLER_HZ } }

interface Fixtures {
  /** A notification server on the private bus; the usual servers need an X server here. */
  readonly notifications: FakeServer
  /** Offhook as a native Wayland client, registered on its practice line. */
  readonly offhook: OffhookUnderTest
}

const test = base.extend<Fixtures, { readonly executable: string; readonly desktop: WaylandDesktop }>({
  executable: [
    async ({}, use) => {
      await use((await ensureElectron()).executable)
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  desktop: [
    async ({}, use) => {
      const desktop = await startWaylandDesktop()
      const audioSource = playTone(desktop.env, MICROPHONE_HZ)
      await use(desktop)
      await audioSource.stop()
      await desktop.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  async notifications({ desktop }, use) {
    const server = await startFakeServer({ bus: desktop.bus })
    await use(server)
    server.stop()
  },
  async offhook({ executable, desktop }, use) {
    const offhook = await launchOffhook({ executable, desktop, args: ['--ozone-platform=wayland'] })
    await expect(screen(offhook.window).ready).toBeVisible({ timeout: 20_000 })
    await use(offhook)
    await offhook.close()
    expect(offhook.pageErrors, 'errors in the page').toEqual([])
  },
})

test('Offhook runs as a native Wayland client, without any X server', async ({
  notifications,
  offhook,
  desktop,
}) => {
  expect(desktop.env['DISPLAY']).toBeUndefined()
  expect(notifications.idOf('nothing yet')).toBe(0)
  const platform = await offhook.app.evaluate(({ app }) => app.commandLine.getSwitchValue('ozone-platform'))
  expect(platform).toBe('wayland')
  await expect(screen(offhook.window).text('You can be reached')).toBeVisible({ timeout: 20_000 })
})

test('a call is accepted on its notification, carries sound both ways, and has its controls on the screen', async ({
  notifications,
  offhook,
  desktop,
}) => {
  const audioCapture = await startAudioCapture(desktop.env)
  const watch = await desktop.watchNotifications()
  try {
    const see = screen(offhook.window)
    const sid = await offhook.exchange.placeCall(CALL)
    const { id, actions } = await watch.next('shown', ({ summary }) => summary === 'Ada')
    expect(actions.map(({ label }) => label)).toEqual(expect.arrayContaining(['Accept', 'Reject']))
    notifications.press(id, 'accept')
    await expect(see.timer).toBeVisible()
    await audioCapture.waitForToneOnset(CALLER_HZ)
    await offhook.exchange.heardAtFarEnd(sid, MICROPHONE_HZ)
    await press(see.hangUp)
    await expect(see.noCall).toBeVisible()
  } finally {
    await audioCapture.stop()
  }
})

test('without a notification server the incoming-call window rings, and Accept in it answers', async ({
  offhook,
}) => {
  await closeWindow(offhook.app)
  await offhook.exchange.placeCall(CALL)
  const popup = await incomingCallWindow(offhook.app)
  await expect(popup.getByRole('heading', { name: 'Incoming call from Ada' })).toBeVisible()
  await press(popup.getByRole('button', { name: 'Accept', exact: true }))
  const see = screen(offhook.window)
  await expect(see.timer).toBeVisible()
  await press(see.hangUp)
  await expect.poll(() => incomingCallPages(offhook.app).length).toBe(0)
})

test('a second call fits into the incoming-call window, which Wayland does not resize', async ({
  offhook,
}) => {
  await closeWindow(offhook.app)
  await offhook.exchange.placeCall(CALL)
  const popup = await incomingCallWindow(offhook.app)
  await offhook.exchange.placeCall({ ...CALL, from: '+12025550143', callerName: 'Grace' })
  await expect(popup.getByRole('heading', { name: 'Incoming call from Grace' })).toBeVisible()
  const { bottom, height } = await popup.evaluate(() => ({
    bottom: Math.max(
      ...[...document.querySelectorAll('button')].map((each) => each.getBoundingClientRect().bottom),
    ),
    height: innerHeight,
  }))
  expect(bottom, 'the lowest button').toBeLessThanOrEqual(height)
  for (const name of ['Ada', 'Grace'])
    await press(popup.getByRole('article', { name }).getByRole('button', { name: 'Reject' }))
  await expect.poll(() => incomingCallPages(offhook.app).length).toBe(0)
})

test('the window is closed and opened again by starting Offhook once more', async ({
  offhook,
  notifications,
  executable,
  desktop,
}) => {
  expect(notifications.idOf('nothing yet')).toBe(0)
  await closeWindow(offhook.app)
  const second = await run(
    executable,
    [...electronArguments(offhook.userData), '--ozone-platform=wayland', projectFolder],
    { env: desktop.env, timeout: 20_000 },
  )
  expect(second.code, lastWords(second)).toBe(0)
  await expect.poll(() => isShown(offhook.app)).toBe(true)
  await expect(screen(offhook.window).ready).toBeVisible()
})

/**
 * Presses a button and repeats it until the button is gone: one that has just appeared ignores presses. Playwright's own
 * click waits for animation frames, which a headless compositor does not produce.
 */
async function press(button: Locator): Promise<void> {
  await expect(async () => {
    if (button.page().isClosed()) return
    if ((await button.count()) > 0) await button.dispatchEvent('click', {}, { timeout: 1_000 })
    await expect(button).toBeHidden({ timeout: 300 })
  }).toPass({ timeout: 10_000 })
}

function closeWindow(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close()
  })
}

function isShown(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.isVisible() && !window.isMinimized()),
  )
}

async function incomingCallWindow(app: ElectronApplication): Promise<Page> {
  await expect
    .poll(() => incomingCallPages(app).length, { message: 'the incoming-call window', timeout: 15_000 })
    .toBe(1)
  const [page] = incomingCallPages(app)
  if (!page) throw new Error('There is no incoming-call window.')
  return page
}
