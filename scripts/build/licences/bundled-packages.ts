import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { Plugin } from 'vite'
import { projectFolder } from '../../lib/project.ts'

/**
 * Writes the packages in a build to out/bundled/NAME.json: a sorted list of folders as in package-lock.json
 * (`node_modules/twilio`). Vite's `build.license` stops at the first package whose package.json has its licence in an old
 * form, and ignores NOTICE files. rollup-plugin-license writes one file a build: the notices of the three builds and the
 * bill of materials need the folders.
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
