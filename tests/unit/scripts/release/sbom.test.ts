import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { run } from '../../../../scripts/lib/run.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { nameOf, readLockfile, readManifest, resolveIn } from '../../../../scripts/lib/lockfile.ts'
import { SbomSchema, type Sbom } from '../../../../scripts/release/sbom/sbom-schema.ts'
import { makeSbom } from '../../../../scripts/release/sbom/sbom.ts'

const runtime = { electron: '45.4.1', chrome: '154.0.1.2', node: '24.1.0', v8: '15.4.1.2' }
const at = new Date(0)
const [manifest, lock] = await Promise.all([readManifest(), readLockfile()])
const installedToRun = Object.keys(lock.packages).filter((path) => path !== '' && !lock.packages[path]?.dev)
const make = (paths: readonly string[]): Sbom => makeSbom({ manifest, lock, paths, runtime, at })

/** The output of `npm sbom` for the same packages. */
const NpmSchema = v.object({
  components: v.array(
    v.object({
      'bom-ref': v.string(),
      purl: v.string(),
      hashes: v.optional(v.array(v.object({ alg: v.string(), content: v.string() })), []),
    }),
  ),
})

describe('the bill of materials', () => {
  it('has the same name and checksum for each package as npm sbom', async () => {
    const said = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
      cwd: projectFolder,
    })
    const { components } = v.parse(NpmSchema, JSON.parse(said.stdout))
    const ours = new Map(make(installedToRun).components.map((one) => [one['bom-ref'], one]))
    expect(components.length).toBeGreaterThan(50)
    for (const { 'bom-ref': ref, purl, hashes } of components) {
      expect(ours.get(ref)).toMatchObject({ purl, ...(hashes.length > 0 && { hashes }) })
    }
  })

  it('contains the bundled packages and no others, even a bundled development tool', () => {
    const { components } = make(['node_modules/ws', 'node_modules/supports-color'])
    const names = components.map(({ name }) => name)
    expect(names).toEqual(['ws', 'supports-color', 'electron', 'chromium', 'node', 'v8'])
    expect(components.find(({ name }) => name === 'electron')?.version).toBe('45.4.1')
  })

  it('connects every component with the app', () => {
    const { components, dependencies, metadata } = make([...installedToRun, 'node_modules/supports-color'])
    const byRef = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))
    const seen = new Set<string>()
    const walk = (ref: string): void => {
      if (seen.has(ref)) return
      seen.add(ref)
      byRef.get(ref)?.forEach(walk)
    }
    walk(metadata.component['bom-ref'])
    expect(components.filter((one) => !seen.has(one['bom-ref']))).toEqual([])
  })

  it('has the same serial number for the same content at any time', () => {
    const later = makeSbom({ manifest, lock, paths: ['node_modules/ws'], runtime, at: new Date(1e12) })
    expect(later.serialNumber).toBe(make(['node_modules/ws']).serialNumber)
    expect(later.serialNumber).not.toBe(make([]).serialNumber)
    expect(later.metadata.timestamp).toBe('2001-09-09T01:46:40.000Z')
  })

  it('is rejected with a package that is not in the lockfile', () => {
    expect(() => make(['node_modules/not-there'])).toThrow('not in package-lock.json')
  })

  it.each<[string, (sbom: Sbom) => unknown]>([
    ['one reference twice', (sbom) => ({ ...sbom, components: [...sbom.components, ...sbom.components] })],
    ['a dependency on nothing', (sbom) => ({ ...sbom, dependencies: [{ ref: 'ghost@1', dependsOn: [] }] })],
    ['another version of the format', (sbom) => ({ ...sbom, specVersion: '1.4' })],
    ['no number', (sbom) => ({ ...sbom, serialNumber: 'urn:uuid:1' })],
    ['an unknown field', (sbom) => ({ ...sbom, extra: true })],
  ])('does not match the schema with %s', (_, spoil) => {
    const sound = make(['node_modules/ws'])
    expect(v.is(SbomSchema, sound)).toBe(true)
    expect(v.is(SbomSchema, spoil(sound))).toBe(false)
  })
})

describe('the resolution of packages', () => {
  it.each([
    ['', 'ws', 'node_modules/ws'],
    ['node_modules/werift', 'ws', 'node_modules/ws'],
    ['node_modules/tsyringe', 'tslib', 'node_modules/tsyringe/node_modules/tslib'],
    ['node_modules/tsyringe/node_modules/tslib', 'ws', 'node_modules/ws'],
    ['node_modules/ws', 'no-such-package', undefined],
  ])('from %j finds %s in %j', (from, name, expected) => {
    expect(resolveIn(lock.packages, from, name)).toBe(expected)
  })

  it('gives the name of a nested package', () => {
    expect(nameOf('node_modules/a/node_modules/@b/c')).toBe('@b/c')
  })
})
