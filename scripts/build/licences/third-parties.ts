import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { nameOf, readLockfile } from '../../lib/lockfile.ts'
import { projectFolder } from '../../lib/project.ts'
import { licenceText } from './policy.ts'

/** A package of a third party in the app; `path` is its folder as in package-lock.json. */
export type ThirdParty = { path: string; name: string; version: string; licence: string; texts: string[] }

const Paths = v.array(v.string())
const TEXT_FILES = /^(licen[cs]e|copying|notice)/i

/** The folders of all packages in the last build, sorted. Rejects if there was no build. */
export async function bundledPaths(root = projectFolder): Promise<string[]> {
  const folder = join(root, 'out', 'bundled')
  const files = await readdir(folder).catch(() => {
    throw new Error('The packages in the app are known after a build: npm run build')
  })
  const lists = files.map(async (file) =>
    v.parse(Paths, JSON.parse(await readFile(join(folder, file), 'utf8'))),
  )
  return [...new Set((await Promise.all(lists)).flat())].toSorted()
}

/** Those packages with their licences' texts, NOTICE files included; `root` is the project's folder. */
export async function thirdParties(paths: readonly string[], root = projectFolder): Promise<ThirdParty[]> {
  const { packages } = await readLockfile(root)
  return Promise.all(
    paths.map(async (path) => {
      const locked = packages[path]
      if (locked === undefined) throw new Error(`${path} is in the app and not in package-lock.json.`)
      const name = nameOf(path)
      const texts = await textsOf(join(root, path), name)
      return { path, name, version: locked.version, licence: licenceText(locked.license), texts }
    }),
  )
}

/** A few packages lack their licence, or that of code they include. Those texts are in `texts/` here. */
async function textsOf(folder: string, name: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => TEXT_FILES.test(file)).toSorted()
  const paths = files.map((file) => join(folder, file))
  const kept = join(import.meta.dirname, 'texts', `${name.replace('/', '__')}.txt`)
  if (paths.length === 0 || existsSync(kept)) paths.push(kept)
  return Promise.all(
    paths.map(async (path) => {
      const text = await readFile(path, 'utf8').catch(() => {
        throw new Error(`${name} has no file with the text of its licence. Add it as ${path}`)
      })
      return text.replaceAll('\r\n', '\n').trim()
    }),
  )
}
