import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build, Platform } from 'electron-builder'
import { buildApp } from './lib/app-build.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'
import { FALLBACK } from './runtime/pins.ts'
import { ensureElectron } from './runtime.ts'

const USAGE = `npm run dist
Builds the app and packs it as an unpacked Linux program in dist/linux-unpacked, on the runtime of "npm start".`

/** Where the program lands, and what starts it. */
export const unpackedProgram = join(projectFolder, 'dist', 'linux-unpacked', 'offhook')

/** What comes with the development runtime and is no part of the program. */
const NOT_OURS = ['offhook-runtime.json', 'resources/default_app.asar']

await runMain(import.meta.url, async (args) => {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const runtime = await ensureElectron()
  console.log(runtime.line)
  await buildApp({ quiet: true })
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    projectDir: projectFolder,
    publish: 'never',
    // The runtime at hand is packed as it is: nothing is downloaded.
    config: {
      extends: join(projectFolder, 'electron-builder.yml'),
      electronDist: runtime.folder,
      electronVersion: runtime.version,
    },
  })
  for (const name of NOT_OURS) await rm(join(dirname(unpackedProgram), name), { force: true })
  if (runtime.version === FALLBACK.version) {
    console.log('This program runs on a runtime for development only. Do not hand it to anybody.')
  }
  console.log(unpackedProgram)
  return 0
})
