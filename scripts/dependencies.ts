import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import * as v from 'valibot'
import { runMain } from './lib/is-main.ts'
import { readLockfile, readManifest } from './lib/lockfile.ts'
import { projectFolder } from './lib/project.ts'
import { dependenciesPage, FactsSchema, reasonFaults, ReasonsSchema } from './supply/dependencies-page.ts'
import type { Facts, PageParts } from './supply/dependencies-page.ts'
import { registryFact } from './supply/registry-facts.ts'

const USAGE = `npm run dependencies [-- --offline]
Writes docs/dependencies.md: each direct dependency, its licence, releases, size and why it is here. The registry is
asked once for each; for those it says nothing of, what was last known stays.`

export const PAGE = join(projectFolder, 'docs', 'dependencies.md')
const FACTS = join(projectFolder, 'scripts', 'supply', 'registry.json')
const REASONS = join(projectFolder, 'scripts', 'supply', 'reasons.json')

/** All that the page is made of, as the files have it. */
export async function pageParts(): Promise<PageParts> {
  const [manifest, lock, facts, reasons] = await Promise.all([
    readManifest(),
    readLockfile(),
    readFile(FACTS, 'utf8').catch(() => '{"asked":"1970-01-01","packages":{}}'),
    readFile(REASONS, 'utf8'),
  ])
  return {
    manifest,
    lock,
    facts: v.parse(FactsSchema, JSON.parse(facts)),
    reasons: v.parse(ReasonsSchema, JSON.parse(reasons)),
  }
}

/** The page as it is to stand in the file. */
export async function formattedPage(parts: PageParts): Promise<string> {
  return format(dependenciesPage(parts), { ...(await resolveConfig(PAGE)), parser: 'markdown' })
}

async function askRegistry({ manifest, facts }: PageParts, day: string): Promise<Facts> {
  const packages: Facts['packages'] = {}
  const silent: string[] = []
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    const fact = await registryFact(name, version)
    const known = fact ?? facts.packages[name]
    if (fact === undefined) silent.push(name)
    if (known !== undefined) packages[name] = known
  }
  if (silent.length > 0) {
    console.log(`The registry said nothing of ${silent.join(', ')}. What was known on ${facts.asked} stays.`)
  }
  return { asked: silent.length > 0 ? facts.asked : day, packages }
}

await runMain(import.meta.url, async (args) => {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const parts = await pageParts()
  const faults = reasonFaults(parts)
  if (faults.length > 0) throw new Error(`${faults.join('\n')}\nThe reasons are in ${REASONS}`)
  const today = new Date().toISOString().slice(0, 10)
  const facts = args.includes('--offline') ? parts.facts : await askRegistry(parts, today)
  await writeFile(FACTS, `${JSON.stringify(facts, null, 2)}\n`)
  await writeFile(PAGE, await formattedPage({ ...parts, facts }))
  console.log(`${PAGE}, with the registry's answers of ${facts.asked}`)
  return 0
})
