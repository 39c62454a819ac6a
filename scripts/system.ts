import { runMain } from './lib/is-main.ts'
import { ensureSystem } from './run/system/ensure-system.ts'
import { ensureElectron } from './runtime/ensure-electron.ts'

// npm run system [-- --install]: names the system packages that are missing, or installs them.
await runMain(import.meta.url, async (args) => {
  const { executable, line } = await ensureElectron({ retry: args.includes('--retry') })
  console.log(line)
  const install = args.includes('--install') ? { install: true } : {}
  await ensureSystem({ purposes: ['start', 'tests'], executable, ...install })
  console.log('All system packages for Offhook and its tests are installed.')
  return 0
})
