import { join } from 'node:path'
import { startDesktop } from '../support/desktop/desktop.ts'
import { runInForeground } from '../../scripts/lib/foreground.ts'
import { runMain } from '../../scripts/lib/is-main.ts'
import { projectFolder } from '../../scripts/lib/project.ts'
import { ensureBuilt } from '../../scripts/run/ensure-built.ts'

const playwright = join(projectFolder, 'node_modules', '@playwright', 'test', 'cli.js')

// npm run e2e [-- ARGUMENTS FOR playwright test]
await runMain(import.meta.url, async (args) => {
  const runtime = await ensureBuilt(console.log)
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
