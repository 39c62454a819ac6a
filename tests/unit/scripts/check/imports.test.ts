import { readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkImports, topFolders, type Violation } from '../../../../scripts/check/imports/check-imports.ts'
import { PACKAGES } from '../../../../scripts/check/imports/packages.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'

/** A file that is imported, and the files in which that import is forbidden. */
interface Plant {
  readonly target: string
  readonly file: string
  readonly rule: RegExp
}

/** Every folder of the project that contains TypeScript. */
const folders = topFolders().flatMap((top) => [
  ...new Set(
    readdirSync(join(projectFolder, top), { recursive: true })
      .map((name) => `${top}/${String(name).replaceAll('\\', '/')}`)
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules/'))
      .map((name) => dirname(name)),
  ),
])
const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)
const owner = (folder: string) =>
  PACKAGES.find((one) => isUnder(folder, one.folder)) ?? { folder: 'none', mayImport: [] }

/** In each folder, an import of the first package that it may not import; tests may import every package, but no test. */
const byFolder: readonly Plant[] = folders.map((folder) => {
  const { folder: own, mayImport } = owner(folder)
  const forbidden = PACKAGES.find(
    (one) => one.folder !== own && mayImport.every((allowed) => !isUnder(allowed, one.folder)),
  )
  const target = forbidden === undefined ? 'tests/unit/target.test.ts' : `${forbidden.folder}/target.ts`
  return { target, file: `${folder}/planted.ts`, rule: /^package-|^no-import-of-a-test-file$/ }
})

/** One import for each rule inside a package, and for each library that has its own place. */
const byRule: readonly Plant[] = [
  { target: 'src/renderer/ui/target.ts', file: 'src/renderer/telephony/a.ts', rule: /^telephony-imports/ },
  {
    target: 'src/renderer/incoming-call-window/target.ts',
    file: 'src/renderer/telephony/b.ts',
    rule: /^telephony-imports/,
  },
  { target: 'src/renderer/compose.ts', file: 'src/renderer/telephony/c.ts', rule: /^telephony-imports/ },
  { target: 'src/renderer/telephony/twilio/target.ts', file: 'src/renderer/ui/a.ts', rule: /no-twilio$/ },
  {
    target: 'src/renderer/telephony/twilio/target.ts',
    file: 'src/renderer/incoming-call-window/a.ts',
    rule: /no-twilio$/,
  },
  { target: 'src/renderer/compose.ts', file: 'src/renderer/ui/b.ts', rule: /no-entry-point$/ },
  {
    target: 'src/renderer/incoming-call-window/target.ts',
    file: 'src/renderer/ui/c.ts',
    rule: /^ui-imports-no-incoming-call-window$/,
  },
  { target: 'src/main/target.ts', file: 'src/renderer/compose.ts', rule: /^package-src-renderer$/ },
  { target: 'src/main/target.ts', file: 'src/renderer/host.ts', rule: /^package-src-renderer$/ },
  { target: 'src/main/alerts/target.ts', file: 'src/main/lib/a.ts', rule: /^main-lib-imports-no-cap/ },
  {
    target: 'src/main/app/target.ts',
    file: 'src/main/alerts/a.ts',
    rule: /^only-the-entry-point-imports-app$/,
  },
  { target: 'scripts/build/target.ts', file: 'scripts/lib/a.ts', rule: /^scripts-lib-imports-no-subject$/ },
  { target: 'tests/e2e/target.ts', file: 'tests/support/a.ts', rule: /^support-imports-no-test$/ },
  { target: 'electron', file: 'src/renderer/telephony/d.ts', rule: /^library-electron$/ },
  { target: 'electron', file: 'exchange/d.ts', rule: /^library-electron$/ },
  { target: 'react', file: 'src/renderer/telephony/e.ts', rule: /^library-react$/ },
  { target: 'react', file: 'src/main/e.ts', rule: /^library-react$/ },
  { target: '@twilio/voice-sdk', file: 'src/renderer/telephony/f.ts', rule: /^library-voice-sdk$/ },
  { target: '@twilio/voice-sdk', file: 'src/renderer/ui/f.ts', rule: /^library-voice-sdk$/ },
  { target: 'twilio', file: 'exchange/g.ts', rule: /^library-twilio$/ },
  { target: 'twilio', file: 'src/main/g.ts', rule: /^library-twilio$/ },
  { target: 'werift', file: 'src/main/h.ts', rule: /^library-media-stack$/ },
  { target: 'node:fs', file: 'src/shared/i.ts', rule: /^library-node$/ },
  { target: 'node:fs', file: 'src/renderer/i.ts', rule: /^library-node$/ },
  { target: 'fs', file: 'common/numbers/i.ts', rule: /^library-node$/ },
]
const allowed: readonly Plant[] = [
  { target: 'common/target.ts', file: 'exchange/good.ts', rule: /./ },
  { target: 'src/shared/target.ts', file: 'src/renderer/ui/good.ts', rule: /./ },
  { target: 'src/main/updates/target.ts', file: 'scripts/good.ts', rule: /./ },
  { target: 'scripts/target.ts', file: 'tests/unit/good.ts', rule: /./ },
  { target: '@twilio/voice-sdk', file: 'src/renderer/telephony/twilio/good.ts', rule: /./ },
  { target: 'electron', file: 'src/preload/good.ts', rule: /./ },
  { target: 'node:fs', file: 'token-service/good.ts', rule: /./ },
]
const circle: readonly Plant[] = [
  { target: 'exchange/circle-b.ts', file: 'exchange/circle-a.ts', rule: /./ },
  { target: 'exchange/circle-a.ts', file: 'exchange/circle-b.ts', rule: /./ },
]

let root = ''
let violations: readonly Violation[] = []

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'offhook-imports-'))
  for (const folder of topFolders()) await mkdir(join(root, folder), { recursive: true })
  const plants = [...byFolder, ...byRule, ...allowed, ...circle]
  const targets = plants.map(({ target }) => target).filter((target) => target.endsWith('.ts'))
  for (const target of new Set(targets)) await write(target, 'export const value = 1\n')
  for (const { target, file } of plants) {
    const path = relative(dirname(file), target)
    const name = !target.endsWith('.ts') ? target : path.startsWith('.') ? path : `./${path}`
    await write(file, `import * as imported from '${name}'\nexport const value = imported\n`)
  }
  violations = (await checkImports(root)).violations
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true })
  await writeFile(join(root, file), text)
}

/** The rules that the checker says a planted file breaks. */
const rulesFor = ({ file }: Plant): string[] =>
  violations.filter(({ from }) => from === file).map(({ rule }) => rule)
const report = (rule: RegExp) => expect.arrayContaining([expect.stringMatching(rule)])

describe('the import checker', () => {
  it('finds every folder of the project', () => {
    expect(folders.length).toBeGreaterThan(60)
    for (const { folder } of PACKAGES) expect(folders.some((one) => isUnder(one, folder))).toBe(true)
    expect(folders.filter((folder) => owner(folder).folder === 'none')).toEqual([])
  })

  it('covers every top-level folder that contains TypeScript', () => {
    const skipped = ['.git', 'node_modules', 'out', 'dist', 'test-results', 'playwright-report']
    const tops = readdirSync(projectFolder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !skipped.includes(entry.name))
      .map(({ name }) => name)
    const written = tops.filter((name) =>
      readdirSync(join(projectFolder, name), { recursive: true }).some((file) =>
        /(?<!\.d)\.tsx?$/.test(String(file)),
      ),
    )
    expect(written.toSorted()).toEqual(topFolders().toSorted())
  })

  it.each(byFolder)('reports an import of $target in $file', (plant) => {
    expect(rulesFor(plant)).toEqual(report(plant.rule))
  })

  it.each(byRule)('reports an import of $target in $file by its rule', (plant) => {
    expect(rulesFor(plant)).toEqual(report(plant.rule))
  })

  it('reports two files that import each other', () => {
    expect(circle.flatMap(rulesFor)).toEqual(['no-circular-import'])
  })

  it.each(allowed)('allows an import of $target in $file', (plant) => {
    expect(rulesFor(plant)).toEqual([])
  })

  it('rejects a tree in which it cannot parse a file', async () => {
    await expect(checkImports(join(root, 'missing'))).rejects.toThrow('ENOENT')
  })
})
