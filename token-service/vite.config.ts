import { defineConfig } from 'vite'

/** One file without node_modules, for the Docker image. The app's own build bundles bundled.ts itself. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: 'cli.ts',
    target: 'node20',
    outDir: '../dist/token-service',
    emptyOutDir: true,
    license: { fileName: 'THIRD-PARTY-NOTICES.md' },
    rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
  },
})
