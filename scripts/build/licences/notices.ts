import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../lib/project.ts'
import { objection } from './policy.ts'
import { bundledPaths, thirdParties, type ThirdParty } from './third-parties.ts'

/** Where the notices lie after a build; the package takes them from there. */
export const NOTICES = join('out', 'THIRD-PARTY-NOTICES.txt')

const HEAD = `Offhook is made with other people's work. These packages are part of it, each under its own licence.

Electron and Chromium, on which it runs, bring their own: LICENSE.electron.txt and LICENSES.chromium.html lie
beside the program (on macOS inside it, in Contents/Resources).`

/** Writes the notices of what the last build took in; rejects, in words, when a licence is not allowed. */
export async function writeNotices(root = projectFolder): Promise<readonly ThirdParty[]> {
  const parties = await thirdParties(await bundledPaths(root), root)
  const objections = parties.flatMap(({ name, licence }) => objection(name, licence) ?? [])
  if (objections.length > 0) throw new Error(objections.join('\n'))
  await writeFile(join(root, NOTICES), noticesText(parties))
  return parties
}

/** The notices as one text: a list first, then each distinct licence text once, under those it belongs to. */
export function noticesText(parties: readonly ThirdParty[]): string {
  const list = parties.map(({ name, version, licence }) => `- ${name} ${version} (${licence})`)
  const owners = new Map<string, string[]>()
  for (const { name, version, texts } of parties) {
    for (const text of texts) owners.set(text, [...(owners.get(text) ?? []), `${name} ${version}`])
  }
  const rule = '-'.repeat(80)
  const sections = [...owners].map(([text, names]) => `${rule}\n${names.join('\n')}\n${rule}\n\n${text}`)
  return `${[HEAD, list.join('\n'), ...sections].join('\n\n')}\n`
}
