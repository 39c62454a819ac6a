import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import type { Manifest } from '../lib/lockfile.ts'
import { sha256OfFile } from '../lib/sha256.ts'
import { SbomSchema } from './sbom/sbom-schema.ts'
import { assetFaults, FEED } from './assets.ts'
import { feedFaults } from './feeds.ts'
import { notesFor } from './notes.ts'

export type CollectedAssets = { assets: number; sbom: string }

/**
 * Checks that a folder has all files of a release, packed with the Electron of package.json, and that the update feeds
 * match the files; then writes SHA256SUMS into it and notes.md beside it. Rejects with all problems.
 */
export async function collectAssets(
  folder: string,
  manifest: Manifest,
  changelog: string,
): Promise<CollectedAssets> {
  const { version } = manifest
  const names = (await readdir(folder)).filter((name) => name !== 'SHA256SUMS').toSorted()
  const faults = assetFaults(names, version)
  for (const feed of names.filter((name) => FEED.test(name))) {
    faults.push(...(await feedFaults(folder, feed, version)))
  }
  const sbom = `offhook-${version}.cdx.json`
  if (names.includes(sbom)) faults.push(...(await runtimeFaults(join(folder, sbom), manifest)))
  const notes = notesFor(changelog, version)
  if (notes === undefined) faults.push(`CHANGELOG.md has no section for ${version}`)
  if (faults.length > 0)
    throw new Error(`This is not a complete release of ${version}:\n${faults.join('\n')}`)

  const sums: string[] = []
  // A roll-out changes the feeds later; they have their own signatures.
  const lasting = names.filter((name) => !/\.yml(\.sig)?$/.test(name))
  for (const name of lasting) sums.push(`${await sha256OfFile(join(folder, name))}  ${name}\n`)
  await writeFile(join(folder, 'SHA256SUMS'), sums.join(''))
  await writeFile(join(dirname(folder), 'notes.md'), `${notes}\n`)
  return { assets: names.length, sbom }
}

async function runtimeFaults(file: string, manifest: Manifest): Promise<string[]> {
  const sbom = v.safeParse(SbomSchema, JSON.parse(await readFile(file, 'utf8')))
  if (!sbom.success) return ['the bill of materials cannot be read']
  const packed = sbom.output.components.find(({ name }) => name === 'electron')?.version
  const wanted = manifest.devDependencies.electron
  return packed === wanted ? [] : [`it was packed with Electron ${packed}, and package.json has ${wanted}`]
}
