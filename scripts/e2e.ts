import { join } from 'node:path'
import { startDesktop } from './desktop/desktop.ts'
import { buildIfStale } from './lib/app-build.ts'
import { runInForeground } from './lib/foreground.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { ensureElectron } from './runtime.ts'
import { ensureSystem } from './system.ts'

const playwright = join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js')

// npm run e2e [-- ARGUMENTS FOR playwright test]
await runMain(import.meta.url, async (args) => {
  const runtime = await ensureElectron()
  console.log(runtime.line)
  await ensureSystem({ purposes: ['start', 'tests'], executable: runtime.executable })
  await buildIfStale(console.log)
  // Tests that need a notification server start a desktop of their own; this one is for all the others.
  const desktop = await startDesktop()
  try {
    return await runInForeground(process.execPath, [playwright, 'test', ...args], {
      cwd: projectFolder,
      env: { ...desktop.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.folder },
    })
  } finally {
    await desktop.stop()
  }
})
