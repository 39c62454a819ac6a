import type { OffhookUnderTest } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/recovery.ts'
import { READY_WORDS, screen } from '../fixtures/screen.ts'

/** What the window says now. Playwright's own page does not come back from a crash; the window does. */
function words({ app }: OffhookUnderTest): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const texts = BrowserWindow.getAllWindows().map(({ webContents }) =>
      webContents.executeJavaScript('document.body.innerText').then(String, () => ''),
    )
    return (await Promise.all(texts)).join(' ')
  })
}

function crash({ app }: OffhookUnderTest): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer()
  })
}

/** Whether the program knows that the page is no more. */
function crashed({ app }: OffhookUnderTest): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(({ webContents }) => webContents.isCrashed()),
  )
}

test('the page crashes in a call: it is registered again, and the person is told', async ({ offhook }) => {
  const see = screen(offhook.window)
  await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100', party: { tone: 440 } })
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  const from = offhook.exchange.events.entries.length
  await crash(offhook)
  await offhook.exchange.next('registered', { identity: 'maria' }, { from })
  await expect.poll(() => words(offhook), { timeout: 10_000 }).toContain('Connection lost')
})

test('a page that does nothing but crash is left for a while, and back as soon as its window is asked for', async ({
  offhook,
}) => {
  const { exchange, app } = offhook
  await exchange.next('registered', { identity: 'maria' })
  for (let life = 0; life < 2; life += 1) {
    const from = exchange.events.entries.length
    await crash(offhook)
    await exchange.next('registered', { identity: 'maria' }, { from })
  }
  const from = exchange.events.entries.length
  await crash(offhook)
  // The exchange may miss the page before the program does.
  await expect.poll(() => crashed(offhook)).toBe(true)
  await app.evaluate(({ app: self }) => self.emit('activate'))
  await exchange.next('registered', { identity: 'maria' }, { from })
  await expect.poll(() => words(offhook), { timeout: 10_000 }).toMatch(READY_WORDS)
})
