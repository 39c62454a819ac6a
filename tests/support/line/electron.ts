import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { serveFolder } from '../../../scripts/gallery/serve.ts'
import { ensureElectron } from '../../../scripts/runtime.ts'
import { defined } from '../app/launch.ts'
import { launchElectron } from '../app/electron.ts'

/** A real Electron whose windows hold a telephone line each. */
export interface LineElectron {
  /** A window whose line is fresh. Each call to the first one reloads it. */
  firstWindow(): Promise<Page>
  anotherWindow(): Promise<Page>
  microphone(state: 'works' | 'denied'): Promise<void>
  close(): Promise<void>
}

declare global {
  // What `electron-main.cjs` puts there.
  var microphone: 'works' | 'denied'
  var openWindow: (url: string) => void
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Builds the page and opens it. `fingerprint`: the certificate to trust for localhost, as Electron writes it. */
export async function startLineElectron(fingerprint: string): Promise<LineElectron> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-line-'))
  await build({
    configFile: false,
    root: here('page'),
    publicDir: here('../../../src/renderer/public'),
    base: './',
    logLevel: 'error',
    // The oldest Chromium the app runs on.
    build: { outDir: join(folder, 'page'), target: 'chrome130' },
  })
  const server = await serveFolder(join(folder, 'page'))
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await launchElectron({
    executablePath: (await ensureElectron()).executable,
    args: [...root, `--user-data-dir=${join(folder, 'profile')}`, here('electron-main.cjs')],
    env: { ...defined(process.env), LINE_FINGERPRINT: fingerprint, LINE_PAGE: server.url },
  })
  const first = await app.firstWindow()
  return {
    async firstWindow() {
      await first.goto(server.url)
      return first
    },
    async anotherWindow() {
      const [page] = await Promise.all([
        app.waitForEvent('window'),
        app.evaluate((_electron, url) => globalThis.openWindow(url), server.url),
      ])
      await page.waitForFunction(() => 'line' in window)
      return page
    },
    microphone: (state) =>
      app.evaluate((_electron, value) => {
        globalThis.microphone = value
      }, state),
    async close() {
      await app.close()
      await server.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
