import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { KEPT_SCREENSHOTS } from '../../screenshots/kept-screenshots.ts'
import { SIZE, takeScreenshots, THEMES, type Theme } from '../../screenshots/take-screenshot.ts'
import { developmentRuntime } from '../../support/app/development-runtime.ts'
import { buildVisualStates } from '../../support/visual-states/build.ts'
import { serveFolder } from '../../support/visual-states/serve.ts'
import { openVisualStatesWindow, setSize } from '../../support/visual-states/window.ts'

type Take = (state: string) => Promise<Record<Theme, Buffer>>

const test = base.extend<object, { readonly take: Take }>({
  take: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'offhook-visualStates-'))
      await buildVisualStates(folder)
      const site = await serveFolder(folder)
      const { executable } = await developmentRuntime()
      const { page, close } = await openVisualStatesWindow({ env: process.env, executable })
      await setSize(page, SIZE.width, SIZE.height, SIZE.scale)
      await use((state) => takeScreenshots(page, site.url, state))
      await close()
      await site.close()
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

for (const [state, caption] of Object.entries(KEPT_SCREENSHOTS)) {
  test(`the screen "${state}" (${caption}) looks like its screenshots in docs/screenshots`, async ({
    take,
  }) => {
    const screenshots = await take(state)
    for (const theme of THEMES) {
      const name = `${state}-${theme}.png`
      const update = `docs/screenshots/${name} differs: if the change is intended, run "npm run screenshots -- -- ${state}"`
      expect.soft(screenshots[theme], update).toMatchSnapshot(name)
    }
  })
}
