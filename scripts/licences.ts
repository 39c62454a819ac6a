import { buildIfStale } from './build/app-build.ts'
import { runMain } from './lib/is-main.ts'
import { NOTICES, writeNotices } from './build/licences/notices.ts'

// npm run licences: whose code is in the app, and that each licence allows it.
await runMain(import.meta.url, async () => {
  await buildIfStale(console.log)
  const parties = await writeNotices()
  console.log(
    `${parties.length} packages are part of the app; their licences allow it, and are in ${NOTICES}`,
  )
  return 0
})
