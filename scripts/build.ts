import { runMain } from './lib/is-main.ts'
import { buildApp } from './build/app-build.ts'

await runMain(import.meta.url, async () => {
  await buildApp({ silent: false })
  return 0
})
