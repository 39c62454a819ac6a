import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import * as v from 'valibot'
import { sha256OfFile } from '../lib/sha256.ts'

const MANIFEST = 'offhook-runtime.json'
const HOUR_MS = 3_600_000

/** The content of a complete runtime folder: the size of every file in bytes, and the SHA-256 of the executable. */
const manifestSchema = v.object({
  executable: v.string(),
  sha256: v.string(),
  sizes: v.record(v.string(), v.number()),
})

/** Writes the manifest. It is the last file of a runtime folder: an incomplete one has none. */
async function seal(folder: string, executable: string): Promise<void> {
  const sizes: Record<string, number> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    sizes[path.slice(folder.length + 1)] = (await stat(path)).size
  }
  const manifest = { executable, sha256: await sha256OfFile(join(folder, executable)), sizes }
  await writeFile(join(folder, MANIFEST), JSON.stringify(manifest, null, 1))
}

/** The executable in a runtime folder, or undefined if the folder is missing, incomplete or damaged. */
export async function sealedExecutable(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, MANIFEST), 'utf8')
    const manifest = v.parse(manifestSchema, JSON.parse(text))
    for (const [path, size] of Object.entries(manifest.sizes)) {
      if ((await stat(join(folder, path))).size !== size) return undefined
    }
    const executable = join(folder, manifest.executable)
    return (await sha256OfFile(executable)) === manifest.sha256 ? executable : undefined
  } catch {
    return undefined
  }
}

/**
 * The executable of a cached runtime folder, which is built first if it is missing. The build has a temporary name beside
 * the folder and is renamed at the end, so other processes see complete folders only. If two processes build at the same
 * time, the first to finish wins and the other uses its result.
 */
export async function cachedRuntime(
  folder: string,
  build: (folder: string, scratch: string) => Promise<string>,
): Promise<{ executable: string; built: boolean }> {
  const known = await sealedExecutable(folder)
  if (known !== undefined) return { executable: known, built: false }

  await mkdir(dirname(folder), { recursive: true })
  await removeAbandoned(folder)
  const scratch = await mkdtemp(`${folder}.building-`)
  try {
    const made = join(scratch, 'runtime')
    await mkdir(made)
    await seal(made, await build(made, scratch))
    await moveIntoPlace(made, folder, scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  const executable = await sealedExecutable(folder)
  if (executable === undefined)
    throw new Error(`The Electron runtime in ${folder} is damaged. Delete that folder.`)
  return { executable, built: true }
}

async function moveIntoPlace(made: string, folder: string, scratch: string): Promise<void> {
  for (const attempt of ['first', 'second']) {
    try {
      await rename(made, folder)
      return
    } catch (error) {
      // The folder exists: use it if another process completed it, move it away if it is damaged.
      if ((await sealedExecutable(folder)) !== undefined) return
      if (attempt === 'second') throw error
      await rename(folder, join(scratch, 'damaged'))
    }
  }
}

/** Removes the folders of builds that were killed. A running build changes its folder within an hour. */
async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.building-`
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name)
    if (!name.startsWith(prefix)) continue
    const age = Date.now() - (await stat(path)).mtimeMs
    if (age > HOUR_MS) await rm(path, { recursive: true, force: true })
  }
}
