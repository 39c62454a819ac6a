import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { createServer, type Plugin } from 'vite'
import * as v from 'valibot'
import { pageStyles } from './page-styles.ts'
import { projectFolder } from '../lib/project.ts'

const ROOT = join(projectFolder, 'src', 'renderer')
const MODULE = join(ROOT, 'prerendered-shell.tsx')
const ROOT_ELEMENT = '<div id="root"></div>'

const Module = v.object({ prerenderedShell: v.function() })

/**
 * Puts the window's prerendered shell into the built index.html: the page's own views, rendered once at build time. It cannot
 * be used or read aloud before the script has put the real ones in its place.
 */
export function prerenderedShell(): Plugin {
  return {
    name: 'offhook:prerendered-shell',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      async handler(html, { path }) {
        if (path !== '/index.html') return html
        if (!html.includes(ROOT_ELEMENT)) throw new Error('index.html has no root element.')
        const markup = await render()
        return html.replace(
          ROOT_ELEMENT,
          () => `<div id="root"><div aria-hidden="true" inert>${markup}</div></div>`,
        )
      },
    },
  }
}

/** Runs the views here, through a Vite that listens nowhere: it names their styles as the build does. */
async function render(): Promise<string> {
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
    const { prerenderedShell: rendered } = v.parse(Module, await vite.ssrLoadModule(MODULE))
    return v.parse(v.string(), rendered())
  } finally {
    await vite.close()
  }
}
