import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  parseLockfile,
  parseManifest,
  readLockfile,
  readManifest,
  type Lockfile,
  type Manifest,
} from '../../../../scripts/lib/lockfile.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { run } from '../../../../scripts/lib/run.ts'
import { lockfileViolations, WITHOUT_CHECKSUM } from '../../../../scripts/check/lockfile/lockfile-rules.ts'

const LINTER = join(projectFolder, 'node_modules', 'lockfile-lint', 'bin', 'lockfile-lint.js')
/** The options of npm run check:lockfile. */
const LINTER_OPTIONS = ((await readManifest()).scripts['check:lockfile'] ?? '').split(' ').slice(1)
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-lockfile-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const SUM = `sha512-${'A'.repeat(86)}==`
const manifest: Manifest = parseManifest(
  JSON.stringify({
    name: 'app',
    version: '1.0.0',
    description: 'x',
    license: 'MIT',
    dependencies: { left: '2.0.0' },
    allowScripts: { built: true, refused: false },
  }),
)

/** A sound lockfile with some packages of it replaced or added. */
function lockfile(packages: Record<string, object> = {}, rest: object = {}): Lockfile {
  const root = { version: '1.0.0', dependencies: { left: '2.0.0' } }
  const left = { version: '2.0.0', integrity: SUM }
  return parseLockfile(
    JSON.stringify({
      name: 'app',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: { '': root, 'node_modules/left': left, ...packages },
      ...rest,
    }),
  )
}

describe('the lockfile', () => {
  it('of this project has no violation', async () => {
    expect(lockfileViolations(await readLockfile(), await readManifest())).toEqual([])
  })

  it('is valid when every package has a SHA-512, with or without the address of the registry', () => {
    const resolved = 'https://registry.example/left.tgz'
    expect(lockfileViolations(lockfile(), manifest)).toEqual([])
    expect(
      lockfileViolations(
        lockfile({ 'node_modules/more': { version: '1.0.0', integrity: SUM, resolved } }),
        manifest,
      ),
    ).toEqual([])
  })

  it.each<[string, object, RegExp]>([
    ['no checksum', { version: '1.0.0' }, /odd has no checksum/],
    ['no checksum, and ships', { version: '1.0.0', optional: true, os: ['linux'] }, /odd has no checksum/],
    ['a link', { version: '1.0.0', integrity: SUM, link: true }, /is a folder/],
    [
      'an install script without a decision',
      { version: '1.0.0', integrity: SUM, hasInstallScript: true },
      /allowScripts/,
    ],
  ])('is rejected for a package with %s', (_, odd, message) => {
    const violations = lockfileViolations(lockfile({ 'node_modules/odd': odd }), manifest)
    expect(violations.join('\n')).toMatch(message)
  })

  it('accepts an install script that allowScripts allows or forbids', () => {
    const scripted = { version: '1.0.0', integrity: SUM, hasInstallScript: true }
    const both = { 'node_modules/built': scripted, 'node_modules/refused': scripted }
    expect(lockfileViolations(lockfile(both), manifest)).toEqual([])
  })

  it.each<[string, object, RegExp]>([
    ['a weak checksum', { integrity: 'sha1-abcdef' }, /expected: sha512/],
    ['a git address', { integrity: SUM, resolved: 'git+ssh://git@host/x.git#1' }, /expected: https/],
    ['a plain http address', { integrity: SUM, resolved: 'http://registry.npmjs.org/x' }, /expected: https/],
    ['a file', { integrity: SUM, resolved: 'file:../x' }, /expected: https/],
    ['another host', { integrity: SUM, resolved: 'https://host.example/x' }, /expected: registry/],
  ])('is rejected by lockfile-lint for a package with %s', async (_, odd, message) => {
    const file = join(folder, 'package-lock.json')
    const lock = lockfile({ 'node_modules/odd': { version: '1.0.0', ...odd } })
    await writeFile(file, JSON.stringify(lock))
    const { code, stdout, stderr } = await run(process.execPath, [LINTER, ...LINTER_OPTIONS, '--path', file])
    expect(stdout + stderr).toMatch(message)
    expect(code).toBe(1)
  })

  it.each<[string, Lockfile, RegExp]>([
    ['another version', lockfile({}, { version: '1.0.1' }), /of version 1\.0\.1/],
    ['an old format', lockfile({}, { lockfileVersion: 1 }), /version 1, not 3/],
    [
      'another version of a dependency',
      lockfile({ 'node_modules/left': { version: '2.0.1', integrity: SUM } }),
      /left is 2\.0\.0 in package\.json and 2\.0\.1/,
    ],
    [
      'a dependency package.json does not name',
      lockfile({ '': { version: '1.0.0', dependencies: { left: '2.0.0', right: '1.0.0' } } }),
      /right is in the lockfile/,
    ],
  ])('is rejected when it has %s', (_, lock, message) => {
    expect(lockfileViolations(lock, manifest).join('\n')).toMatch(message)
  })

  it('is rejected when package.json has a version range', () => {
    const open = { ...manifest, dependencies: { left: '^2.0.0' } }
    const lock = lockfile({ '': { version: '1.0.0', dependencies: { left: '^2.0.0' } } })
    expect(lockfileViolations(lock, open).join('\n')).toMatch(/left is not pinned/)
  })

  it('needs every listed exception', async () => {
    const { packages } = await readLockfile()
    const bare = Object.keys(packages).filter(
      (path) => path !== '' && packages[path]?.integrity === undefined,
    )
    for (const { prefix } of WITHOUT_CHECKSUM) {
      expect(bare.some((path) => path.startsWith(`node_modules/${prefix}`))).toBe(true)
    }
  })
})
