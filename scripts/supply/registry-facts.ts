import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { projectFolder } from '../lib/project.ts'
import { run } from '../lib/run.ts'
import type { Fact } from './dependencies-page.ts'

/** What `npm view NAME --json` tells of a package's releases. */
const ViewSchema = v.object({
  'dist-tags': v.object({ latest: v.string() }),
  time: v.record(v.string(), v.string()),
})

/** Asks the registry about one package; undefined when it does not answer. Its size is measured on the disk. */
export async function registryFact(name: string, version: string): Promise<Fact | undefined> {
  const asked = await run('npm', ['view', `${name}@${version}`, '--json'], {
    cwd: projectFolder,
    timeout: 60_000,
  })
  const view = v.safeParse(ViewSchema, asked.code === 0 ? JSON.parse(asked.stdout) : undefined)
  if (!view.success) return undefined
  const { 'dist-tags': tags, time } = view.output
  const day = (release: string): string | null => time[release]?.slice(0, 10) ?? null
  return {
    version,
    released: day(version),
    newest: tags.latest,
    newestReleased: day(tags.latest),
    bytes: await bytesOf(join(projectFolder, 'node_modules', name)),
  }
}

/** Bytes of a package's own files, without the packages inside its node_modules. */
async function bytesOf(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules') bytes += await bytesOf(path)
    if (entry.isFile()) bytes += (await stat(path)).size
  }
  return bytes
}
