import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../lib/project.ts'
import { licenceViolation } from './policy.ts'
import { bundledPaths, thirdParties, type ThirdParty } from './third-parties.ts'

/** The file with the notices after a build, relative to the project. */
export const NOTICES = join('out', 'THIRD-PARTY-NOTICES.txt')

const HEAD = `Offhook contains these packages, each under its own licence.

The licences of Electron and Chromium are in LICENSE.electron.txt and LICENSES.chromium.html beside the program
(on macOS in Contents/Resources).`

/** Writes the notices of the packages in the last build. Rejects if a licence is not allowed. */
export async function writeNotices(root = projectFolder): Promise<readonly ThirdParty[]> {
  const parties = await thirdParties(await bundledPaths(root), root)
  const violations = parties.flatMap(({ name, licence }) => licenceViolation(name, licence) ?? [])
  if (violations.length > 0) throw new Error(violations.join('\n'))
  await writeFile(join(root, NOTICES), noticesText(parties))
  return parties
}

/** The notices as one text: a list, then each distinct licence text once with the names of its packages. */
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
