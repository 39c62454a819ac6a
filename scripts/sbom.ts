import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundledPaths } from './build/licences/third-parties.ts'
import { buildIfStale } from './build/app-build.ts'
import { runMain } from './lib/is-main.ts'
import { readLockfile, readManifest } from './lib/lockfile.ts'
import { projectFolder } from './lib/project.ts'
import { ensureElectron } from './runtime/ensure-electron.ts'
import { runtimeVersions } from './release/sbom/runtime-versions.ts'
import { makeSbom } from './release/sbom/sbom.ts'

const USAGE = `npm run sbom
Writes dist/offhook-VERSION.cdx.json: a CycloneDX bill of materials of the app, including the runtime of
"npm start". SOURCE_DATE_EPOCH (seconds) sets its time, for reproducible releases.`

await runMain(import.meta.url, async (args) => {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const runtime = await ensureElectron()
  console.log(runtime.line)
  await buildIfStale(console.log)
  const [manifest, lock, paths] = await Promise.all([readManifest(), readLockfile(), bundledPaths()])
  const epoch = process.env.SOURCE_DATE_EPOCH
  const sbom = makeSbom({
    manifest,
    lock,
    paths,
    runtime: await runtimeVersions(runtime.executable),
    at: epoch ? new Date(Number(epoch) * 1000) : new Date(),
  })
  const file = join(projectFolder, 'dist', `${manifest.name}-${manifest.version}.cdx.json`)
  await mkdir(join(projectFolder, 'dist'), { recursive: true })
  await writeFile(file, `${JSON.stringify(sbom, null, 2)}\n`)
  console.log(`${sbom.components.length} components in ${file}`)
  return 0
})
