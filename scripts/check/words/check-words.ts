import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { lastWords, run } from '../../lib/run.ts'
import { isIn, RetiredWordsSchema, wordFinder, type Finding } from './find-words.ts'

export const WORD_LIST = 'scripts/check/words/retired-words.json'

/** Text of others, and pages that are about the words themselves. */
const SKIPPED = [
  WORD_LIST,
  'tests/unit/scripts/check/words.test.ts',
  'docs/glossary.md',
  'CODE_OF_CONDUCT.md',
  'package-lock.json',
  'scripts/build/licences/texts',
  'tests/support/packaged/nsis-3.04',
]
const TEXT = /\.(ts|tsx|js|cjs|md|json|ya?ml|html|css|sh|nsh|xml|conf)$|(^|\/)[^.]+$/

export interface WordReport {
  /** Findings that fail the check. */
  readonly findings: readonly Finding[]
  /** The number of findings in each file or folder that is not yet clean. */
  readonly pending: ReadonlyMap<string, number>
}

/** Looks for retired words in every text file under version control, new files included. */
export async function checkWords(root: string): Promise<WordReport> {
  const { words, notYetClean } = v.parse(
    RetiredWordsSchema,
    JSON.parse(await readFile(join(root, WORD_LIST), 'utf8')),
  )
  const find = wordFinder(words)
  const files = (await trackedFiles(root)).filter((file) => TEXT.test(file) && !isIn(file, SKIPPED))
  const found = await Promise.all(
    files.map(async (file) => find(file, await readFile(join(root, file), 'utf8').catch(() => ''))),
  )
  const all = found.flat()
  const pending = new Map(
    notYetClean.map((folder) => [folder, all.filter(({ file }) => isIn(file, [folder])).length]),
  )
  return { findings: all.filter(({ file }) => !isIn(file, notYetClean)), pending }
}

async function trackedFiles(root: string): Promise<string[]> {
  const listed = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  if (listed.code !== 0) throw new Error(`git ls-files failed: ${lastWords(listed)}`)
  return [...new Set(listed.stdout.split('\n').filter((line) => line !== ''))]
}
