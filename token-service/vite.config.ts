import { defineConfig } from 'vite'

/** Builds one file that needs no node_modules, for the container image. The app's build includes bundled.ts itself. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: 'cli.ts',
    target: 'node20',
    outDir: '../dist/token-service',
    emptyOutDir: true,
    license: { fileName: 'THIRD-PARTY-NOTICES.md' },
    rolldownOptions: { output: { entryFileNames: '[name].mjs', codeSplitting: false } },
  },
})
