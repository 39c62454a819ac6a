import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { pageStyles } from '../../../scripts/build/page-styles.ts'
import { projectFolder } from '../../../scripts/lib/project.ts'

/** Builds the visual states, the real views on a fake line, into `folder`. It is never shipped. */
export async function buildVisualStates(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: join(projectFolder, 'tests', 'support', 'visual-states'),
    base: './',
    logLevel: 'error',
    css: pageStyles,
    plugins: [react()],
    // The oldest Chromium the app runs on.
    build: { outDir: folder, emptyOutDir: true, target: 'chrome130' },
  })
}
