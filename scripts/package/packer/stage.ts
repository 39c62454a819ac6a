import { chmod, cp, lstat, mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Source } from './fpm-options.ts'

/** An entry of a staging folder; its path starts with `/`. */
export type Entry = { path: string; kind: 'folder' | 'file' | 'link'; size: number }

/** Copies all sources to their paths under the staging folder `root`, with the modes of a package. Rejects if two have the same path. */
export async function stage(sources: readonly Source[], root: string): Promise<void> {
  for (const { from, to } of sources) {
    const target = join(root, to)
    await mkdir(dirname(target), { recursive: true })
    await cp(from, target, { recursive: true, verbatimSymlinks: true, errorOnExist: true, force: false })
  }
  for (const { path, kind } of await entriesOf(root)) {
    const file = join(root, path)
    if (kind === 'folder') await chmod(file, 0o755)
    if (kind === 'file') await chmod(file, ((await lstat(file)).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

/** All entries under `root`, each folder before its content, in an order that does not depend on the machine. */
export async function entriesOf(root: string, at = '/'): Promise<Entry[]> {
  const found: Entry[] = []
  const names = (await readdir(join(root, at))).toSorted((a, b) => (a < b ? -1 : 1))
  for (const name of names) {
    const path = join(at, name)
    const stat = await lstat(join(root, path))
    if (stat.isDirectory()) found.push({ path, kind: 'folder', size: 0 }, ...(await entriesOf(root, path)))
    else found.push({ path, kind: stat.isSymbolicLink() ? 'link' : 'file', size: stat.size })
  }
  return found
}
