import { runMain } from './lib/is-main.ts'
import { ensureElectron } from './runtime/ensure-electron.ts'

// npx tsx scripts/runtime.ts [--retry] [--path]: makes an Electron available and prints which one it is.
await runMain(import.meta.url, async (args) => {
  const runtime = await ensureElectron({ retry: args.includes('--retry') })
  console.log(args.includes('--path') ? runtime.executable : runtime.line)
  return 0
})
