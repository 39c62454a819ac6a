import type { Page } from 'playwright'

export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** The size of the window, in CSS pixels, and the pixels of a screenshot in each of them. */
export const SIZE = { width: 380, height: 660, scale: 2 } as const

/** Shows a state of the gallery at `url` and returns its screenshots as PNG, one for each theme. */
export async function takeScreenshots(
  page: Page,
  url: string,
  state: string,
): Promise<Record<Theme, Buffer>> {
  await page.goto(`${url}/?state=${state}`)
  await page.waitForSelector(`html[data-shown="${state}"]`, { state: 'attached' })
  // The element under the pointer would look hovered.
  await page.mouse.move(0, 0)
  const clip = await sizeOf(page)
  const take = async (theme: Theme): Promise<Buffer> => {
    await page.evaluate((value) => void (document.documentElement.dataset['theme'] = value), theme)
    return page.screenshot({ ...(clip && { clip }), animations: 'disabled', caret: 'hide' })
  }
  return { light: await take('light'), dark: await take('dark') }
}

/** States that do not fill the window have their size in `data-size`, as `360x144` CSS pixels. */
async function sizeOf(page: Page) {
  const size = await page.locator('html').getAttribute('data-size')
  const [width, height] = (size ?? '').split('x').map(Number)
  return width && height ? { x: 0, y: 0, width, height } : undefined
}
