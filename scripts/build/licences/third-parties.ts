import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { nameOf, readLockfile } from '../../lib/lockfile.ts'
import { projectFolder } from '../../lib/project.ts'
import { licenceWords } from './policy.ts'

/** Somebody else's package inside what we ship; `path` is its folder as package-lock.json names it. */
export type ThirdParty = { path: string; name: string; version: string; licence: string; texts: string[] }

const Paths = v.array(v.string())
const TEXT_FILES = /^(licen[cs]e|copying|notice)/i

/** The folders of all packages that the last build took in, sorted; rejects before there was one. */
export async function bundledPaths(root = projectFolder): Promise<string[]> {
  const folder = join(root, 'out', 'bundled')
  const files = await readdir(folder).catch(() => {
    throw new Error('What the app is made of is known once it is built: npm run build')
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
      return { path, name, version: locked.version, licence: licenceWords(locked.license), texts }
    }),
  )
}

/** A few packages leave out their licence, or that of what they hold of others; those texts are kept in `texts/` here. */
async function textsOf(folder: string, name: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => TEXT_FILES.test(file)).toSorted()
  const paths = files.map((file) => join(folder, file))
  const kept = join(import.meta.dirname, 'texts', `${name.replace('/', '__')}.txt`)
  if (paths.length === 0 || existsSync(kept)) paths.push(kept)
  return Promise.all(
    paths.map(async (path) => {
      const text = await readFile(path, 'utf8').catch(() => {
        throw new Error(`${name} comes without the text of its licence. Put it into ${path}`)
      })
      return text.replaceAll('\r\n', '\n').trim()
    }),
  )
}
