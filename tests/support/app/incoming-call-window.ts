import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'
import type { Desktop } from '../desktop/desktop.ts'

/** The incoming call window, driven with the mouse as a user does. */
export interface IncomingCallWindowUnderTest {
  readonly page: Page
  incomingFrom(who: string): Locator
  /** Clicks a button with the mouse. */
  press(label: 'Accept' | 'End and accept' | 'Reject'): Promise<void>
  /** Resolves once the window has closed. */
  readonly gone: () => Promise<void>
}

const isPopup = (page: Page) => page.url().endsWith('/popup.html')

/** The incoming call windows that are open now. */
export function incomingCallPages(app: ElectronApplication): Page[] {
  return app.windows().filter(isPopup)
}

/** Waits until the incoming call window is on the screen and returns it. */
export async function incomingCallWindowOf(
  app: ElectronApplication,
  desktop: Desktop,
): Promise<IncomingCallWindowUnderTest> {
  await expect
    .poll(() => incomingCallPages(app).length, { message: 'the call window', timeout: 15_000 })
    .toBe(1)
  const [page] = incomingCallPages(app)
  if (!page) throw new Error('There is no call window.')
  const handle = await app.browserWindow(page)
  await expect.poll(() => handle.evaluate((window) => window.isVisible())).toBe(true)
  const pressOnce = async (label: string) => {
    const button = page.getByRole('button', { name: label, exact: true }).first()
    // A click that was on its way to what was here before does nothing: the button takes a moment to be in force.
    await button.click({ trial: true })
    const box = await button.boundingBox()
    const { x, y } = await handle.evaluate((window) => window.getContentBounds())
    if (!box) throw new Error(`The call window has no ${label}.`)
    await desktop.screen.click(Math.round(x + box.x + box.width / 2), Math.round(y + box.y + box.height / 2))
  }
  return {
    page,
    incomingFrom: (who) => page.getByRole('heading', { name: `Incoming call from ${who}` }),
    async press(label) {
      const calls = page.getByRole('article')
      const left = async () => (page.isClosed() ? 0 : await calls.count().catch(() => 0))
      const before = await left()
      // As a person does: once more when nothing came of it. A notification that fades away may have been on top.
      await expect(async () => {
        if ((await left()) < before) return
        await pressOnce(label)
        await expect.poll(left, { timeout: 1_000 }).toBeLessThan(before)
      }).toPass({ timeout: 10_000 })
    },
    async gone() {
      if (!page.isClosed()) await page.waitForEvent('close', { timeout: 10_000 })
    },
  }
}
