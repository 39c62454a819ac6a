import { assert, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packagesOf } from '../../../../scripts/build/licences/bundled-packages.ts'
import { noticesText } from '../../../../scripts/build/licences/notices.ts'
import {
  EXCEPTIONS,
  licenceText,
  licenceViolation,
  isAllowed,
} from '../../../../scripts/build/licences/policy.ts'
import { thirdParties } from '../../../../scripts/build/licences/third-parties.ts'
import { nameOf, readLockfile } from '../../../../scripts/lib/lockfile.ts'

describe('the package of a module', () => {
  it.each([
    ['/p/node_modules/ws/lib/x.js', ['node_modules/ws']],
    ['/p/node_modules/@a/b/x.js?commonjs', ['node_modules/@a/b']],
    ['/p/node_modules/a/node_modules/@b/c/x.js', ['node_modules/a/node_modules/@b/c']],
    // A folder of the package's own sources with the name node_modules.
    ['/p/node_modules/a/src/node_modules/b/x.js', ['node_modules/a']],
    ['/p/src/main/index.ts', []],
    ['\0/p/node_modules/a/x.js', []],
  ])('of %j is %j', (id, expected) => {
    expect(packagesOf([id, id], '/p')).toEqual(expected)
  })
})

describe('the licence policy', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['AGPL-3.0-or-later', false],
    ['SEE LICENSE IN EULA.txt', false],
    ['UNLICENSED', false],
    ['', false],
  ])('allows %j: %s', (expression, expected) => {
    expect(isAllowed(expression)).toBe(expected)
  })

  it('does not allow an expression with an additional forbidden licence', () => {
    const names = constantFrom('MIT', 'ISC', 'Apache-2.0', '0BSD')
    assert(
      property(names, names, (a, b) => isAllowed(`${a} OR ${b}`) && !isAllowed(`${a} AND LGPL-3.0-only`)),
    )
  })

  it('reads the old forms of package.json', () => {
    expect(licenceText({ type: 'MIT', url: 'x' })).toBe('MIT')
    expect(licenceText(['MIT', { type: 'Apache2' }])).toBe('MIT, Apache2')
    expect(licenceText(undefined)).toBe('')
  })

  it('names the package and its licence, and an exception is valid for one licence only', () => {
    expect(licenceViolation('evil', 'GPL-3.0-only')).toContain('evil is under "GPL-3.0-only"')
    expect(licenceViolation('silent', undefined)).toContain('silent names no licence')
    expect(licenceViolation('mediabunny', 'MPL-2.0')).toBeUndefined()
    expect(licenceViolation('mediabunny', 'GPL-3.0-only')).toBeDefined()
    expect(licenceViolation('other', 'MPL-2.0')).toBeDefined()
  })

  it('allows every installed production dependency', async () => {
    const { packages } = await readLockfile()
    const running = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev)
    expect(running.length).toBeGreaterThan(100)
    expect(running.flatMap(([path, { license }]) => licenceViolation(nameOf(path), license) ?? [])).toEqual(
      [],
    )
  })

  it('has no unnecessary exception', async () => {
    const { packages } = await readLockfile()
    for (const [name, { licence }] of Object.entries(EXCEPTIONS)) {
      expect(licenceText(packages[`node_modules/${name}`]?.license)).toBe(licence)
      expect(isAllowed(licence)).toBe(false)
    }
  })
})

describe('the notices', () => {
  it('contain all licence texts of a package', async () => {
    const [from] = await thirdParties(['node_modules/from'])
    expect(from).toMatchObject({ name: 'from', licence: 'MIT' })
    expect(from?.texts).toHaveLength(2)
  })

  it.each(['werift', 'saxes'])('contain the text of %s, whose package has none', async (name) => {
    const [party] = await thirdParties([`node_modules/${name}`])
    expect(party?.texts.join()).toContain('Permission')
  })

  it('contain the text of libopus and that of its package', async () => {
    const [party] = await thirdParties(['node_modules/libopus-wasm'])
    expect(party?.texts.join()).toMatch(/MIT License[^]*Xiph\.Org[^]*Redistribution and use/)
  })

  it('contain each text once, with the names of all its packages', () => {
    const base = { path: '', licence: 'MIT', texts: ['Do as you like.'] }
    const text = noticesText([
      { ...base, name: 'a', version: '1.0.0' },
      { ...base, name: 'b', version: '2.0.0' },
    ])
    expect(text.split('Do as you like.')).toHaveLength(2)
    expect(text).toContain('a 1.0.0\nb 2.0.0\n')
    expect(text).toContain('LICENSES.chromium.html')
  })

  it('are rejected for a package that is not in the lockfile', async () => {
    await expect(thirdParties(['node_modules/not-there'])).rejects.toThrow('not in package-lock.json')
  })
})
