import type { Page } from '@playwright/test'

/** The requests that the page sent to main, in order, without the automatic query about links. */
export function requests(page: Page) {
  return page.evaluate(() => window.gallery.testbed.host.requests.filter((what) => what !== 'look-at-links'))
}
