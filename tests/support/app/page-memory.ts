import type { Page } from '@playwright/test'

/** How often a text stands in the page's memory: a heap snapshot of its scripts, and its whole document. */
export async function timesInPage(page: Page, text: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const shown = await page.evaluate(() => {
    const values = [...document.querySelectorAll('input')].map(({ value }) => value)
    return [document.documentElement.outerHTML, ...values].join('\n')
  })
  return `${chunks.join('')}\n${shown}`.split(text).length - 1
}
