import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { prerenderedShell } from './scripts/build/prerendered-shell.ts'
import { parsedMessages } from './scripts/build/parsed-messages.ts'
import { pageStyles } from './scripts/build/page-styles.ts'
import { projectFolder } from './scripts/lib/project.ts'
import { bundledPackages } from './scripts/build/licences/bundled-packages.ts'

// Whole: the development server looks for it beside the renderer's folder otherwise, and finds out only from the running
// page which packages that needs.
const rendererFile = (name: string) => join(projectFolder, 'src', 'renderer', name)

/**
 * Three builds: main (with the servers that it runs in a child process), preload (CommonJS, since a
 * sandboxed preload cannot be a module) and renderer.
 */
export default defineConfig({
  main: {
    define: {
      // Whose updates this build takes; see docs/updates.md.
      OFFHOOK_BUILT_IN_UPDATE_KEYS: JSON.stringify(process.env.OFFHOOK_UPDATE_PUBLIC_KEY ?? ''),
    },
    plugins: [bundledPackages()],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          'bundled-servers': 'bundled-servers/main.ts',
        },
        // V8 keeps the source of every script in memory.
        output: {
          comments: false,
          minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
        },
      },
    },
  },
  preload: {
    plugins: [bundledPackages()],
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    build: {
      outDir: 'out/renderer',
      // A third of what the page loads; see docs/performance.md.
      minify: true,
      // One sheet for both windows: it packs better than three.
      cssCodeSplit: false,
      rolldownOptions: { input: { index: rendererFile('index.html'), popup: rendererFile('popup.html') } },
    },
    css: pageStyles,
    plugins: [react(), parsedMessages(), prerenderedShell(), bundledPackages()],
  },
})
