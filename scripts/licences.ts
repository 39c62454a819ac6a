import { buildIfStale } from './build/app-build.ts'
import { runMain } from './lib/is-main.ts'
import { NOTICES, writeNotices } from './build/licences/notices.ts'

// npm run licences: lists the packages in the app and checks their licences.
await runMain(import.meta.url, async () => {
  await buildIfStale(console.log)
  const parties = await writeNotices()
  console.log(
    `${parties.length} packages are part of the app; their licences are allowed, and are in ${NOTICES}`,
  )
  return 0
})
