import type { OffhookUnderTest } from '../support/app/launch.ts'
import { expect, test, took } from './recovery-fixtures.ts'
import { screen } from './screen.ts'

/** What the window says now. Playwright's own page does not come back from a crash; the window does. */
function words({ app }: OffhookUnderTest): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const texts = BrowserWindow.getAllWindows().map(({ webContents }) =>
      webContents.executeJavaScript('document.body.innerText').then(String, () => ''),
    )
    return (await Promise.all(texts)).join(' ')
  })
}

test('the page crashes in a call: registered again within 2 s, and the person is told', async ({
  offhook,
}) => {
  const see = screen(offhook.window)
  await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100', party: { tone: 440 } })
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  const from = offhook.exchange.events.entries.length
  const began = Date.now()
  await offhook.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer()
  })
  await offhook.exchange.next('registered', { identity: 'maria' }, { from })
  const ms = took('registered again', Date.now() - began)
  await expect.poll(() => words(offhook), { timeout: 10_000 }).toContain('Connection lost')
  expect(ms).toBeLessThan(2_000 + SLACK_MS)
})

/** Two cores are shared by the program, the exchange, the sound server and this test. */
const SLACK_MS = 2_000
