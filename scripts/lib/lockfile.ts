import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { projectFolder } from './project.ts'

const Names = v.optional(v.record(v.string(), v.string()), {})

/** A package of the lockfile; old packages hold their licence as an object or a list. */
const LockedSchema = v.object({
  version: v.optional(v.string(), ''),
  resolved: v.optional(v.string()),
  integrity: v.optional(v.string()),
  license: v.optional(v.unknown()),
  link: v.optional(v.boolean(), false),
  dev: v.optional(v.boolean(), false),
  devOptional: v.optional(v.boolean(), false),
  optional: v.optional(v.boolean(), false),
  hasInstallScript: v.optional(v.boolean(), false),
  os: v.optional(v.array(v.string())),
  libc: v.optional(v.array(v.string())),
  cpu: v.optional(v.array(v.string())),
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
})
const LockfileSchema = v.object({
  name: v.string(),
  version: v.string(),
  lockfileVersion: v.number(),
  packages: v.record(v.string(), LockedSchema),
})
const ManifestSchema = v.looseObject({
  name: v.string(),
  version: v.string(),
  description: v.string(),
  license: v.string(),
  private: v.optional(v.boolean(), false),
  dependencies: Names,
  devDependencies: Names,
  scripts: Names,
  allowScripts: v.optional(v.record(v.string(), v.boolean()), {}),
})

export type Locked = v.InferOutput<typeof LockedSchema>
export type Lockfile = v.InferOutput<typeof LockfileSchema>
export type Manifest = v.InferOutput<typeof ManifestSchema>

export const parseLockfile = (text: string): Lockfile => v.parse(LockfileSchema, JSON.parse(text))
export const parseManifest = (text: string): Manifest => v.parse(ManifestSchema, JSON.parse(text))

/** The project's package-lock.json; rejects when it is none that npm 7 or newer wrote. */
export async function readLockfile(root = projectFolder): Promise<Lockfile> {
  return parseLockfile(await readFile(join(root, 'package-lock.json'), 'utf8'))
}

/** The project's package.json. */
export async function readManifest(root = projectFolder): Promise<Manifest> {
  return parseManifest(await readFile(join(root, 'package.json'), 'utf8'))
}

/** The package's name, out of its folder (`node_modules/a/node_modules/@b/c` is `@b/c`). */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** Where Node would find a package for the package in folder `from` ('' is the project); undefined if nowhere. */
export function resolveIn(packages: Lockfile['packages'], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`
    if (packages[path] !== undefined) return path
    if (folder === '') return undefined
  }
}
