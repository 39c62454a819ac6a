import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packageName, parseOsRelease, usesApt } from '../../../../scripts/run/system/distribution.ts'
import {
  aptCommand,
  describeMissing,
  missingPackages,
  unresolvedLibraries,
} from '../../../../scripts/run/system/missing.ts'
import { libraryPackages, requirements } from '../../../../scripts/run/system/packages.ts'
import { isCI } from '../../../../scripts/run/system/ensure-system.ts'

const bookworm = { id: 'debian', like: [], version: 12 }
const fedora = { id: 'fedora', like: [], version: 43 }
const everythingThere = (): boolean => true
const nothingThere = (): boolean => false

describe('the distribution', () => {
  it.each([
    ['ID=debian\nVERSION_ID="12"\n', bookworm],
    [
      'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"',
      { id: 'ubuntu', like: ['debian'], version: 24.04 },
    ],
    [
      "ID=linuxmint\nID_LIKE='ubuntu debian'\nVERSION_ID=22",
      { id: 'linuxmint', like: ['ubuntu', 'debian'], version: 22 },
    ],
    ['ID=debian\nPRETTY_NAME="Debian GNU/Linux forky/sid"', { id: 'debian', like: [], version: 0 }],
    ['', { id: '', like: [], version: 0 }],
  ])('is parsed from %j', (text, expected) => {
    expect(parseOsRelease(text)).toEqual(expected)
  })

  it('is parsed from any text without an error', () => {
    assert(property(string(), (text) => !Number.isNaN(parseOsRelease(text).version)))
  })

  it.each([
    [bookworm, true],
    [{ id: 'linuxmint', like: ['ubuntu', 'debian'], version: 22 }, true],
    [fedora, false],
  ])('%o uses apt: %s', (system, expected) => {
    expect(usesApt(system)).toBe(expected)
  })

  it.each([
    ['libcups2', bookworm, 'libcups2'],
    ['libcups2', { id: 'debian', like: [], version: 13 }, 'libcups2t64'],
    ['libcups2', { id: 'debian', like: [], version: 0 }, 'libcups2t64'],
    ['libgtk-3-0', { id: 'ubuntu', like: ['debian'], version: 22.04 }, 'libgtk-3-0'],
    ['libgtk-3-0', { id: 'ubuntu', like: ['debian'], version: 24.04 }, 'libgtk-3-0t64'],
    ['libnss3', { id: 'ubuntu', like: ['debian'], version: 24.04 }, 'libnss3'],
  ])('names %s on %o %s', (name, system, expected) => {
    expect(packageName(name, system)).toBe(expected)
  })
})

describe('the missing packages', () => {
  const ldd = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f)',
    '\tlibnss3.so => not found',
    '\tlibnssutil3.so => not found',
    '\tlibnew.so.7 => not found',
    '\tlibnss3.so => not found',
  ].join('\n')

  it('follow from the output of ldd, each library once', () => {
    expect(unresolvedLibraries(ldd)).toEqual(['libnss3.so', 'libnssutil3.so', 'libnew.so.7'])
    expect(unresolvedLibraries('\tnot a dynamic executable')).toEqual([])
  })

  it('are listed once, and libraries without a known package by their name', () => {
    expect(missingPackages(unresolvedLibraries(ldd), ['start'], bookworm, everythingThere)).toEqual({
      packages: ['libnss3'],
      unknown: ['libnew.so.7'],
    })
  })

  it('include the test desktop for tests only', () => {
    expect(missingPackages([], ['start'], bookworm, nothingThere).packages).toEqual([])
    const { packages } = missingPackages([], ['start', 'tests'], bookworm, nothingThere)
    expect(packages).toEqual(requirements.map((requirement) => requirement.package).toSorted())
    expect(packages).toContain('xvfb')
  })

  it('are described with the command that installs them', () => {
    const missing = { packages: ['libnss3', 'xvfb'], unknown: [] }
    expect(describeMissing(missing, bookworm, false)).toBe(
      'This machine lacks 2 system package(s): libnss3, xvfb.\nInstall them with:\n' +
        '  sudo apt-get update && sudo apt-get install -y --no-install-recommends libnss3 xvfb',
    )
    expect(aptCommand(['xvfb'], true)).not.toContain('sudo')
    expect(describeMissing(missing, fedora, false)).not.toContain('apt-get')
    expect(describeMissing({ packages: [], unknown: ['libnew.so.7'] }, bookworm, false)).toContain(
      'libnew.so.7',
    )
    expect(describeMissing({ packages: [], unknown: [] }, bookworm, false)).toBe('')
  })

  it('are plain package names', () => {
    for (const name of [...Object.values(libraryPackages), ...requirements.map((one) => one.package)]) {
      expect(name).toMatch(/^[a-z0-9][a-z0-9.+-]+$/)
    }
  })
})

it.each([
  [{ CI: 'true' }, true],
  [{ CI: '1' }, true],
  [{ CI: 'false' }, false],
  [{ CI: '' }, false],
  [{}, false],
])('%o is continuous integration: %s', (env, expected) => {
  expect(isCI(env)).toBe(expected)
})
