import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { launchOffhook, type OffhookUnderTest } from '../../support/app/launch.ts'
import { incomingCallWindowOf } from '../../support/app/incoming-call-window.ts'
import { runPageAttacks } from '../../support/security/page-attacks.ts'
import { startConnectionMonitor, type ConnectionMonitor } from '../../support/security/connection-monitor.ts'
import { expect, test as base } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

/** The whole policy, written out: whoever changes it says so here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
  "connect-src 'self' wss://localhost:* wss://*.twilio.com; worker-src 'none'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

interface Siege {
  /** An Offhook whose page is full of pageErrors, as it should be here. */
  readonly besieged: OffhookUnderTest
}

const test = base.extend<{ readonly monitor: ConnectionMonitor }, Siege>({
  besieged: [
    async ({ executable, desktop }, use) => {
      const offhook = await launchOffhook({ executable, desktop })
      await expect(screen(offhook.window).ready).toBeVisible({ timeout: 20_000 })
      await use(offhook)
      await offhook.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  monitor: async ({}, use) => {
    const monitor = await startConnectionMonitor()
    await use(monitor)
    await monitor.close()
  },
})

test.afterEach(async ({ desktop, notificationServer }) => {
  await desktop.useNotifications(notificationServer)
})

test('both pages are served under exactly this policy', async ({ besieged }) => {
  for (const page of ['index.html', 'popup.html', 'sounds/ringtone.wav', 'nothing.js']) {
    const header = await besieged.window.evaluate(
      async (page) => (await fetch(page)).headers.get('content-security-policy'),
      page,
    )
    expect(header, page).toBe(POLICY)
  }
})

// From here on Playwright clicks nothing in the window: it waits for ever for a navigation that was refused.
test('a script that got into the window gets no code, markup, network, file or device', async ({
  besieged,
  monitor,
}) => {
  const outcomes = await besieged.window.evaluate(runPageAttacks, monitor.host)
  expect(Object.keys(outcomes).length).toBeGreaterThan(35)
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual([])
  expect(monitor.connections, 'connections to a server elsewhere').toBe(0)
})

test('a page without any policy reaches nothing either', async ({ besieged, monitor }) => {
  const got = await besieged.app.evaluate(async ({ BrowserWindow }, host) => {
    const window = new BrowserWindow({ show: false })
    await window.loadURL('data:text/html,<p>no policy</p>')
    const asked = await window.webContents.executeJavaScript(
      `Promise.allSettled(['http://${host}/', 'file:///etc/hostname'].map((address) =>
        fetch(address, { mode: 'no-cors' }))).then((all) => all.map(({ status }) => status))`,
    )
    window.destroy()
    return asked
  }, monitor.host)
  expect(got).toEqual(['rejected', 'rejected'])
  expect(monitor.connections).toBe(0)
})

test('every window is locked up the same, the small call window included', async ({
  besieged,
  desktop,
  monitor,
}) => {
  await desktop.useNotifications('none')
  const callSid = await besieged.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
  const popup = await incomingCallWindowOf(besieged.app, desktop)
  // Electron has it for exactly this, and leaves it out of its types.
  const preferences = await besieged.app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .map((contents): unknown => Reflect.get(contents, 'getLastWebPreferences').call(contents)),
  )
  expect(preferences).toHaveLength(2)
  for (const locked of preferences) {
    expect(locked).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    })
    expect(Object.entries(locked ?? {}).filter(([name, on]) => /blinkfeatures/i.test(name) && on)).toEqual([])
  }
  for (const page of [besieged.window, popup.page]) {
    const within = await page.evaluate(() => ({
      door: Object.keys(window.offhook),
      node: ['process', 'require', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    }))
    expect(within).toEqual({ door: ['publish', 'request', 'subscribe'], node: [] })
  }
  const outcomes = await popup.page.evaluate(runPageAttacks, monitor.host)
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual([])
  expect(monitor.connections, 'connections to a server elsewhere').toBe(0)
  await besieged.exchange.request('POST', `/calls/${callSid}/hangup`)
  await popup.gone()
})

test('what is kept on the disk is its owner’s alone', async ({ besieged }) => {
  const rights = async (...path: string[]) =>
    ((await stat(join(besieged.userData, ...path))).mode & 0o777).toString(8)
  await besieged.window.evaluate(() =>
    window.offhook.request({ type: 'set-ring-settings', ringSettings: { devices: [] } }),
  )
  expect(await rights('config.json')).toBe('600')
  expect(await rights('logs', 'main.log')).toBe('600')
  const callSid = await besieged.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
  await besieged.exchange.next('ringing', { callSid })
  await besieged.exchange.request('POST', `/calls/${callSid}/hangup`)
  await besieged.exchange.next('ended', { callSid })
  await expect.poll(() => rights('recents.jsonl').catch(() => 'not there')).toBe('600')
})

test('the window stays where it is, opens no other and stores no file', async ({ besieged, monitor }) => {
  const { window, app } = besieged
  const downloads = app.evaluate(
    ({ session }) =>
      new Promise((resolve) => {
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented))
      }),
  )
  await window.evaluate(() => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob(['#!/bin/sh']))
    link.download = 'run-me.sh'
    link.click()
  })
  expect(await downloads, 'the download was stopped').toBe(true)
  await window.evaluate(() => {
    Reflect.set(window, 'sameDocument', true)
    // The browser itself refuses this one, without a word.
    location.assign('file:///etc/hostname')
  })
  for (const address of [`http://${monitor.host}/`, 'offhook://app/popup.html']) {
    const refused = await app.evaluate(
      ({ BrowserWindow }, address) =>
        new Promise((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          contents?.once('will-frame-navigate', (event) => resolve(event.defaultPrevented))
          void contents?.executeJavaScript(`location.assign(${JSON.stringify(address)})`)
        }),
      address,
    )
    expect(refused, address).toBe(true)
  }
  expect(await window.evaluate(() => Reflect.get(window, 'sameDocument'))).toBe(true)
  expect(window.url()).toBe('offhook://app/index.html')
  expect(app.windows()).toHaveLength(1)
  expect(monitor.connections).toBe(0)
})
