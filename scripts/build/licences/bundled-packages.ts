import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { Plugin } from 'vite'
import { projectFolder } from '../../lib/project.ts'

/**
 * Writes down whose code a build took in: out/bundled/NAME.json, a sorted list of package folders as
 * package-lock.json names them (`node_modules/twilio`). Vite's own `build.license` stops at the first package
 * whose package.json holds its licence in an old form, and knows no NOTICE files.
 */
export function bundledPackages(): Plugin {
  return {
    name: 'offhook:bundled-packages',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
      const folder = join(dirname(dir), 'bundled')
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, `${basename(dir)}.json`), JSON.stringify(packagesOf(modules), null, 2))
    },
  }
}

/** A package's folder, nested ones included; a folder `node_modules` inside a package's sources is its own. */
const PACKAGE = /^(?:node_modules\/(?:@[^/]+\/)?[^/?]+(?:\/(?=node_modules\/))?)+/

/** The package folders, relative to the project with forward slashes, that some module ids lie in. */
export function packagesOf(moduleIds: readonly string[], root = projectFolder): string[] {
  const folders = moduleIds.flatMap((id) => {
    const path = relative(root, id).replaceAll('\\', '/')
    return id.startsWith('\0') ? [] : (PACKAGE.exec(path)?.slice(0, 1) ?? [])
  })
  return [...new Set(folders)].toSorted()
}
