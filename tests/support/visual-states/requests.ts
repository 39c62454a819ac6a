import type { Page } from '@playwright/test'

/** The requests that the page sent to main, in order, without the automatic query about links. */
export function requests(page: Page) {
  return page.evaluate(() =>
    window.visualStates.testbed.api.requests.filter((request) => request !== 'check-link-handler'),
  )
}
