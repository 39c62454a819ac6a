import type { Page } from '@playwright/test'

/** What the person had the page ask of main, in order; how links stand is looked up by itself. */
export function asked(page: Page) {
  return page.evaluate(() => window.gallery.stand.host.asked.filter((what) => what !== 'look-at-links'))
}
