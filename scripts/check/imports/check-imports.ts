import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { PACKAGES } from './packages.ts'
import { IMPORT_RULES } from './rules.ts'

/** A forbidden import: the rule that it breaks, and both files. */
export interface Violation {
  readonly rule: string
  readonly from: string
  readonly to: string
}

export interface ImportReport {
  /** The files that were parsed, relative to the root. */
  readonly files: readonly string[]
  readonly violations: readonly Violation[]
}

const SOURCE = /\.(ts|tsx)$/
const SKIPPED = new Set(['node_modules', 'out', 'dist', 'test-results', 'playwright-report', '.git'])

/**
 * Checks the imports of every TypeScript file under `root` against the rules. Rejects if the checker did not parse a
 * file that exists: without a compiler that it can use, dependency-cruiser reports no modules and no error.
 */
export async function checkImports(root: string, folders = topFolders()): Promise<ImportReport> {
  const existing = (await Promise.all(folders.map((folder) => sourceFiles(root, folder)))).flat()
  const { output } = await cruise(
    existing,
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: IMPORT_RULES },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '[.](css|html|svg|png|wav)' },
    },
    {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.json', '.d.ts'],
      conditionNames: ['import', 'node', 'default'],
    },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser returned text instead of its result.')
  const parsed = new Set(output.modules.map(({ source }) => source))
  const missed = existing.filter((file) => !parsed.has(file))
  if (missed.length > 0) throw new Error(`dependency-cruiser did not parse ${missed.slice(0, 5).join(', ')}.`)
  return { files: existing, violations: violationsOf(output) }
}

/** The first folder of each package. */
export function topFolders(): string[] {
  return [...new Set(PACKAGES.map(({ folder }) => folder.split('/')[0] ?? folder))]
}

function violationsOf({ summary }: ICruiseResult): Violation[] {
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
}

/** The TypeScript files below a folder, relative to the root, sorted. */
async function sourceFiles(root: string, folder: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) found.push(...(await sourceFiles(root, path)))
    else if (entry.isFile() && SOURCE.test(entry.name)) found.push(path)
  }
  return found.toSorted()
}
