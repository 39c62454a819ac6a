import { SETTLE_MS } from '../../../src/shared/domain/settle.ts'
import { incomingCallPages } from '../../support/app/incoming-call-window.ts'
import { expect, test } from '../fixtures/offhook.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada' }

test.afterEach(async ({ desktop, notificationServer }) => {
  await desktop.useNotifications(notificationServer)
})

for (const label of ['Accept', 'Reject'] as const) {
  test(`clicks without pause where the incoming-call window appears do not ${label.toLowerCase()} the call within half a second`, async ({
    offhook,
    desktop,
  }) => {
    await desktop.useNotifications('none')
    // Main notes when the window came onto the screen.
    await offhook.app.evaluate(({ app }) => {
      app.on('browser-window-created', (_event, window) => {
        window.once('show', () => Object.assign(app, { callWindowShownAt: Date.now() }))
      })
    })
    const at = await whereItAppears(label)

    const sid = await offhook.exchange.placeCall(CALL)
    let clicks = 0
    const ends = label === 'Accept' ? 'answered' : 'ended'
    const over = new AbortController()
    const ended = offhook.exchange.next(ends, { callSid: sid }).then(() => over.abort())
    while (!over.signal.aborted) {
      await desktop.screen.click(...at)
      clicks += 1
      expect(clicks, 'a click counts in the end').toBeLessThan(1_000)
    }
    await ended
    const end = Date.now()
    const shown = Number(
      await offhook.app.evaluate(({ app }): unknown => Reflect.get(app, 'callWindowShownAt')),
    )
    expect(shown).toBeGreaterThan(0)
    expect(end - shown).toBeGreaterThanOrEqual(SETTLE_MS)

    /** Where a first call puts the button: it appears at the same place for the next one. */
    async function whereItAppears(name: string): Promise<readonly [x: number, y: number]> {
      const first = await offhook.exchange.placeCall(CALL)
      await expect.poll(() => incomingCallPages(offhook.app).length, { timeout: 15_000 }).toBe(1)
      const [page] = incomingCallPages(offhook.app)
      if (!page) throw new Error('There is no call window.')
      const button = page.getByRole('button', { name, exact: true })
      await expect(button).toBeVisible()
      const box = await button.boundingBox()
      const handle = await offhook.app.browserWindow(page)
      const { x, y } = await handle.evaluate((window) => window.getContentBounds())
      if (!box) throw new Error(`The call window has no ${name}.`)
      await offhook.exchange.request('POST', `/calls/${first}/hangup`)
      await expect.poll(() => incomingCallPages(offhook.app).length).toBe(0)
      return [Math.round(x + box.x + box.width / 2), Math.round(y + box.y + box.height / 2)]
    }
  })
}
