import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { createServer, type Plugin } from 'vite'
import * as v from 'valibot'
import { pageStyles } from './page-styles.ts'
import { projectFolder } from '../lib/project.ts'

const ROOT = join(projectFolder, 'src', 'renderer')
const MODULE = join(ROOT, 'first-picture.tsx')
const PLACE = '<div id="root"></div>'

const Module = v.object({ firstPicture: v.function() })

/**
 * Puts the window's first picture into the built index.html: the page's own views, drawn once at build time. It cannot
 * be used or read aloud before the script has put the real ones in its place.
 */
export function firstPicture(): Plugin {
  return {
    name: 'offhook:first-picture',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      async handler(html, { path }) {
        if (path !== '/index.html') return html
        if (!html.includes(PLACE)) throw new Error('index.html has no place for the first picture.')
        const picture = await draw()
        return html.replace(
          PLACE,
          () => `<div id="root"><div aria-hidden="true" inert>${picture}</div></div>`,
        )
      },
    },
  }
}

/** Runs the views here, through a Vite that listens nowhere: it names their styles as the build does. */
async function draw(): Promise<string> {
  const vite = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    css: pageStyles,
    plugins: [react()],
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  try {
    const { firstPicture: drawn } = v.parse(Module, await vite.ssrLoadModule(MODULE))
    return v.parse(v.string(), drawn())
  } finally {
    await vite.close()
  }
}
