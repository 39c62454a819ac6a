import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureElectron } from '../../../scripts/runtime/ensure-electron.ts'
import { defined } from '../app/launch.ts'
import { launchElectron } from '../app/launch-electron.ts'
import { serveLinePage, type LineBrowser } from './line-browser.ts'

declare global {
  // What `electron-main.cjs` puts there.
  var microphone: 'works' | 'denied'
  var openWindow: (url: string) => void
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** A real Electron with the page of a line. `fingerprint`: the certificate to trust for localhost, as Electron writes it. */
export async function startLineElectron(fingerprint: string): Promise<LineBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-line-'))
  const server = await serveLinePage()
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
