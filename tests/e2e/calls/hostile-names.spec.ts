import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const HOSTILE = [
  {
    what: 'markup',
    name: '<b>Bold</b><img src=x onerror=alert(1)>',
    shown: '<b>Bold</b><img src=x onerror=alert(1)>',
  },
  { what: 'a right-to-left override', name: 'Bank \u202E5550-1234', shown: 'Bank 5550-1234' },
  { what: '10,000 characters', name: 'A'.repeat(10_000), shown: `${'A'.repeat(59)}…` },
  { what: 'emoji', name: '👩🏽‍💻 Ada 👨‍👩‍👧‍👦', shown: '👩🏽‍💻 Ada 👨‍👩‍👧‍👦' },
] as const

for (const { what, name, shown: expected } of HOSTILE) {
  test(`a caller named with ${what} is shown harmless in window and notification`, async ({
    offhook,
    desktop,
    watch,
  }, info) => {
    const see = screen(offhook.window)
    await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100', callerName: name })
    const shown = await watch.next('shown')
    expect(shown.summary).toBe(expected)
    expect(shown.body).not.toMatch(/<(?!\/?$)[a-z]/i)
    await desktop.notifications?.shows(expected.slice(0, 20))
    await expect(see.incomingFrom(expected)).toBeVisible()
    expect(await offhook.window.locator('b, img').count()).toBe(0)
    const sideways = await offhook.window.evaluate(
      () => document.documentElement.scrollWidth > window.innerWidth,
    )
    expect(sideways, 'the window scrolls sideways').toBe(false)
    await desktop.screen.screenshot(info.outputPath('screen.png'))
    await desktop.notifications?.press('Reject')
    await expect(see.noCall).toBeVisible()
  })
}
