import { describe, expect, it } from 'vitest'
import {
  parseLockfile,
  parseManifest,
  readLockfile,
  readManifest,
  type Lockfile,
  type Manifest,
} from '../../../../scripts/lib/lockfile.ts'
import { lockfileFaults, WITHOUT_CHECKSUM } from '../../../../scripts/check/lockfile/lockfile-faults.ts'

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
  it('of this project has no fault', async () => {
    expect(lockfileFaults(await readLockfile(), await readManifest())).toEqual([])
  })

  it('is sound when pinned by sha512, with or without the address of one registry', () => {
    const resolved = 'https://registry.example/left.tgz'
    expect(lockfileFaults(lockfile(), manifest)).toEqual([])
    expect(
      lockfileFaults(
        lockfile({ 'node_modules/more': { version: '1.0.0', integrity: SUM, resolved } }),
        manifest,
      ),
    ).toEqual([])
  })

  it.each<[string, object, RegExp]>([
    ['no checksum', { version: '1.0.0' }, /odd has no checksum/],
    ['no checksum, and ships', { version: '1.0.0', optional: true, os: ['linux'] }, /odd has no checksum/],
    ['a weak checksum', { version: '1.0.0', integrity: 'sha1-abcdef' }, /other than one sha512/],
    ['two checksums', { version: '1.0.0', integrity: `${SUM} ${SUM}` }, /other than one sha512/],
    [
      'git',
      { version: '1.0.0', integrity: SUM, resolved: 'git+ssh://git@host/x.git#1' },
      /not come from a reg/,
    ],
    [
      'plain http',
      { version: '1.0.0', integrity: SUM, resolved: 'http://host/x.tgz' },
      /not come from a reg/,
    ],
    ['a file', { version: '1.0.0', integrity: SUM, resolved: 'file:../x' }, /not come from a registry/],
    ['a link', { version: '1.0.0', integrity: SUM, link: true }, /is a folder/],
    [
      'a script nobody decided on',
      { version: '1.0.0', integrity: SUM, hasInstallScript: true },
      /allowScripts/,
    ],
  ])('is at fault with %s', (_, odd, fault) => {
    const faults = lockfileFaults(lockfile({ 'node_modules/odd': odd }), manifest)
    expect(faults.join('\n')).toMatch(fault)
  })

  it('takes a script that was decided on, either way', () => {
    const scripted = { version: '1.0.0', integrity: SUM, hasInstallScript: true }
    const both = { 'node_modules/built': scripted, 'node_modules/refused': scripted }
    expect(lockfileFaults(lockfile(both), manifest)).toEqual([])
  })

  it('takes no package from a second host', () => {
    const from = (host: string) => ({ version: '1.0.0', integrity: SUM, resolved: `https://${host}/x.tgz` })
    const faults = lockfileFaults(
      lockfile({ 'node_modules/a': from('one'), 'node_modules/b': from('two') }),
      manifest,
    )
    expect(faults).toEqual(['packages come from several places: one, two'])
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
  ])('is at fault when it has %s', (_, lock, fault) => {
    expect(lockfileFaults(lock, manifest).join('\n')).toMatch(fault)
  })

  it('is at fault when package.json leaves a version open', () => {
    const open = { ...manifest, dependencies: { left: '^2.0.0' } }
    const lock = lockfile({ '': { version: '1.0.0', dependencies: { left: '^2.0.0' } } })
    expect(lockfileFaults(lock, open).join('\n')).toMatch(/left is not pinned/)
  })

  it('needs every one of its written exceptions', async () => {
    const { packages } = await readLockfile()
    const bare = Object.keys(packages).filter(
      (path) => path !== '' && packages[path]?.integrity === undefined,
    )
    for (const { prefix } of WITHOUT_CHECKSUM) {
      expect(bare.some((path) => path.startsWith(`node_modules/${prefix}`))).toBe(true)
    }
  })
})
