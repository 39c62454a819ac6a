import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { licenceWords } from '../../build/licences/policy.ts'
import { nameOf, resolveIn, type Locked, type Lockfile, type Manifest } from '../../lib/lockfile.ts'
import type { RuntimeVersions } from './runtime-versions.ts'
import { SbomSchema, type Sbom, type SbomComponent } from './sbom-schema.ts'

export type SbomParts = {
  manifest: Manifest
  lock: Lockfile
  /** The packages inside the app, by their folders in the lockfile. */
  paths: readonly string[]
  runtime: RuntimeVersions
  at: Date
}

/**
 * A CycloneDX 1.5 bill of materials of what is shipped: the packages that the builds took in, and the runtime.
 * What is merely installed is left out, and a tool that found its way in is not. Throws when it came out wrong.
 */
export function makeSbom({ manifest, lock, paths, runtime, at }: SbomParts): Sbom {
  const app: SbomComponent = {
    type: 'application',
    'bom-ref': `${manifest.name}@${manifest.version}`,
    name: manifest.name,
    version: manifest.version,
    licenses: licences(manifest.license),
  }
  const packages = new Map(
    paths.map((path) => {
      const locked = lock.packages[path]
      if (locked === undefined) throw new Error(`${path} is in the app and not in package-lock.json.`)
      return [path, packageComponent(nameOf(path), locked)] as const
    }),
  )
  // One package may lie in several folders; it is one component.
  const components = [...new Map([...packages.values()].map((one) => [one['bom-ref'], one])).values()]
  const electron = runtimeComponents(runtime)
  const edges = new Map<string, Set<string>>([[app['bom-ref'], new Set([`electron@${runtime.electron}`])]])
  for (const path of ['', ...paths]) {
    const ref = packages.get(path)?.['bom-ref'] ?? app['bom-ref']
    const wanted = edges.get(ref) ?? new Set()
    edges.set(ref, wanted)
    for (const name of wants(path, lock, manifest)) {
      const found = packages.get(resolveIn(lock.packages, path, name) ?? '')
      if (found !== undefined) wanted.add(found['bom-ref'])
    }
  }
  // What a package takes in without naming it (`debug` does) hangs on the app itself.
  const named = new Set([...edges.values()].flatMap((refs) => [...refs]))
  for (const { 'bom-ref': ref } of components) if (!named.has(ref)) edges.get(app['bom-ref'])?.add(ref)
  const inside = electron.slice(1).map((one) => one['bom-ref'])
  edges.set(`electron@${runtime.electron}`, new Set(inside))
  const content = {
    component: app,
    components: [...components, ...electron],
    dependencies: [...edges].map(([ref, to]) => ({ ref, dependsOn: [...to].toSorted() })),
  }
  return v.parse(SbomSchema, {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: serialNumber(JSON.stringify(content)),
    version: 1,
    metadata: { timestamp: at.toISOString(), lifecycles: [{ phase: 'build' }], component: content.component },
    components: content.components,
    dependencies: content.dependencies,
  })
}

function wants(path: string, { packages }: Lockfile, manifest: Manifest): string[] {
  if (path === '') return Object.keys(manifest.dependencies)
  const { dependencies, optionalDependencies, peerDependencies } = packages[path] ?? {}
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
}

function packageComponent(name: string, { version, integrity, license }: Locked): SbomComponent {
  const sum = integrity?.startsWith('sha512-') ? integrity.slice('sha512-'.length) : undefined
  return {
    type: 'library',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    scope: 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    ...(sum && { hashes: [{ alg: 'SHA-512', content: Buffer.from(sum, 'base64').toString('hex') }] }),
    licenses: licences(license),
  }
}

/** Electron first, then what it is made of. The cpe is what vulnerability lists know these by. */
function runtimeComponents({ electron, chrome, node, v8 }: RuntimeVersions): SbomComponent[] {
  const part = (name: string, version: string, cpe: string, licence: string): SbomComponent => ({
    type: name === 'electron' ? 'framework' : 'platform',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    scope: 'required',
    ...(name === 'electron' && { purl: `pkg:npm/electron@${version}` }),
    cpe: `cpe:2.3:a:${cpe}:${version}:*:*:*:*:*:*:*`,
    licenses: licences(licence),
  })
  return [
    part('electron', electron, 'electronjs:electron', 'MIT'),
    part('chromium', chrome, 'google:chrome', 'BSD-3-Clause'),
    part('node', node, 'nodejs:node.js', 'MIT'),
    part('v8', v8, 'google:v8', 'BSD-3-Clause'),
  ]
}

function licences(said: unknown): NonNullable<SbomComponent['licenses']> {
  const words = licenceWords(said)
  if (/ (OR|AND|WITH) /.test(words)) return [{ expression: words }]
  return /^[\w.+-]+$/.test(words)
    ? [{ license: { id: words } }]
    : [{ license: { name: words || 'not said' } }]
}

/** The same contents give the same number, so that a build can be made again and compared. */
function serialNumber(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex')
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
