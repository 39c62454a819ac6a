import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { buildVisualStates } from './build.ts'
import { serveFolder } from './serve.ts'
import { openVisualStatesWindow, setSize } from './window.ts'
import { ensureElectron } from '../../../scripts/runtime/ensure-electron.ts'

export interface VisualStatesPage {
  readonly page: Page
  /** Shows a state, afresh. Resolves once all that leads to it has happened. */
  show(state: string, theme?: 'light' | 'dark', locale?: string): Promise<Page>
}

/**
 * The real views in a window of the Electron the app runs in. OFFHOOK_CHROMIUM may name a Chromium instead, for
 * work on the views without a screen.
 */
export const test = base.extend<object, { readonly visualStates: VisualStatesPage }>({
  visualStates: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'offhook-visual-states-'))
      await buildVisualStates(folder)
      const site = await serveFolder(folder)
      const chromium = process.env.OFFHOOK_CHROMIUM
      const window = await openVisualStatesWindow({
        env: process.env,
        ...(chromium === undefined
          ? { executable: (await ensureElectron()).executable }
          : { executable: chromium, kind: 'chromium' }),
      })
      await setSize(window.page, 380, 660)
      await use({
        page: window.page,
        async show(state, theme = 'light', locale = 'en') {
          await window.page.goto(`${site.url}/?state=${state}&theme=${theme}&locale=${locale}`)
          await window.page.waitForSelector(`html[data-shown="${state}"]`, { state: 'attached' })
          return window.page
        },
      })
      await window.close()
      await site.close()
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

export { expect } from '@playwright/test'
