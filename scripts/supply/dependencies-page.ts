import * as v from 'valibot'
import { licenceWords } from '../licences/policy.ts'
import type { Lockfile, Manifest } from '../lib/lockfile.ts'

const Day = v.pipe(v.string(), v.isoDate())

/** What the registry and the disk said of a package: its version here, the newest one, days, bytes installed. */
const FactSchema = v.strictObject({
  version: v.string(),
  released: v.nullable(Day),
  newest: v.nullable(v.string()),
  newestReleased: v.nullable(Day),
  bytes: v.number(),
})
export const FactsSchema = v.strictObject({
  /** The day the registry was last asked and answered for all. */
  asked: Day,
  packages: v.record(v.string(), FactSchema),
})
const Reasons = v.record(v.string(), v.pipe(v.string(), v.minLength(10)))
export const ReasonsSchema = v.strictObject({ dependencies: Reasons, devDependencies: Reasons })

export type Fact = v.InferOutput<typeof FactSchema>
export type Facts = v.InferOutput<typeof FactsSchema>
export type Reasons = v.InferOutput<typeof ReasonsSchema>

export type PageParts = { manifest: Manifest; lock: Lockfile; facts: Facts; reasons: Reasons }

const HEAD = `# Dependencies

Written by \`npm run dependencies\`; the reasons are kept in \`scripts/supply/reasons.json\`, and a test fails when a
package has none. What a build takes of the first table, and of what stands behind it, is bundled: the program comes
without \`node_modules\`. Exactly what is in it says the bill of materials (\`npm run sbom\`), and under which licences
\`THIRD-PARTY-NOTICES.txt\` (\`npm run licences\`). _Size_ is the package's own folder as installed; mostly much less is
built in.`

/** The page docs/dependencies.md as Markdown, before Prettier. */
export function dependenciesPage(parts: PageParts): string {
  const { manifest, facts } = parts
  return [
    HEAD,
    `The registry was last asked on ${facts.asked}.`,
    '## To run',
    table(Object.keys(manifest.dependencies), 'dependencies', parts),
    '## To develop, test and pack',
    table(Object.keys(manifest.devDependencies), 'devDependencies', parts),
  ].join('\n\n')
}

function table(names: readonly string[], kind: 'dependencies' | 'devDependencies', parts: PageParts): string {
  const rows = names.toSorted().map((name) => {
    const version = parts.manifest[kind][name] ?? ''
    const licence = licenceWords(parts.lock.packages[`node_modules/${name}`]?.license) || 'not said'
    const fact = parts.facts.packages[name]
    const known = fact?.version === version ? fact : undefined
    const reason = parts.reasons[kind][name] ?? ''
    return [name, version, licence, known?.released ?? 'unknown', newest(fact), size(known), reason]
  })
  const head = ['package', 'version', 'licence', 'released', 'newest release', 'size', 'why it is here']
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function newest(fact: Fact | undefined): string {
  if (!fact?.newest) return 'unknown'
  return fact.newest === fact.version ? 'this one' : `${fact.newest}, ${fact.newestReleased ?? 'unknown'}`
}

function size(fact: Fact | undefined): string {
  if (fact === undefined) return 'unknown'
  return fact.bytes < 1_000_000 ? `${Math.ceil(fact.bytes / 1000)} kB` : `${(fact.bytes / 1e6).toFixed(1)} MB`
}

/** What does not fit: a package without a reason, a reason without a package. */
export function reasonFaults({ manifest, reasons }: Pick<PageParts, 'manifest' | 'reasons'>): string[] {
  return (['dependencies', 'devDependencies'] as const).flatMap((kind) => {
    const wanted = Object.keys(manifest[kind])
    const given = Object.keys(reasons[kind])
    return [
      ...wanted.filter((name) => !given.includes(name)).map((name) => `${name} has no reason in ${kind}`),
      ...given
        .filter((name) => !wanted.includes(name))
        .map((name) => `${kind} has no ${name} to give a reason for`),
    ]
  })
}
