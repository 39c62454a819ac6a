import type { Page } from '@playwright/test'
import { startChromium } from '../chromium/launch.ts'
import { serveLinePage, type LineBrowser } from './line-browser.ts'

declare global {
  interface Window {
    /** Whether the page's microphone is denied, which a test may change. */
    microphoneDenied?: boolean
  }
}

/** Debian's Chromium with the page of a line. `certificatePem`: the exchange's certificate, to be trusted. */
export async function startLineChromium(certificatePem: string): Promise<LineBrowser> {
  const server = await serveLinePage()
  const chromium = await startChromium(certificatePem)
  await chromium.context.addInitScript(() => {
    const { mediaDevices } = navigator
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    // The permission itself stays: Chromium also decides by it which addresses WebRTC may use.
    mediaDevices.getUserMedia = (constraints) =>
      window.microphoneDenied === true
        ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
        : open(constraints)
  })
  const first = await chromium.context.newPage()
  const open = async (page: Page) => {
    await page.goto(server.url)
    await page.waitForFunction(() => 'line' in window)
    return page
  }
  return {
    firstWindow: () => open(first),
    anotherWindow: async () => open(await chromium.context.newPage()),
    microphone: (state) =>
      first.evaluate((denied) => {
        window.microphoneDenied = denied
      }, state === 'denied'),
    async close() {
      await chromium.close()
      await server.close()
    },
  }
}
