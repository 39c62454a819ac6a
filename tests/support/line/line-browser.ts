import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import { serveFolder } from '../visual-states/serve.ts'

/** A real browser engine whose windows hold a telephone line each: Electron's, or a newer Chromium. */
export interface LineBrowser {
  /** A window whose line is fresh. Each call to the first one reloads it. */
  firstWindow(): Promise<Page>
  anotherWindow(): Promise<Page>
  microphone(state: 'works' | 'denied'): Promise<void>
  close(): Promise<void>
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Builds the page that holds a line and serves it on this computer. */
export async function serveLinePage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-line-page-'))
  await build({
    configFile: false,
    root: here('page'),
    publicDir: here('../../../src/renderer/public'),
    base: './',
    logLevel: 'error',
    // The oldest Chromium the app runs on.
    build: { outDir: folder, target: 'chrome130', emptyOutDir: true },
  })
  const server = await serveFolder(folder)
  return {
    url: server.url,
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
