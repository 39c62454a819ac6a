import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { licenceText } from '../../build/licences/policy.ts'
import { nameOf, resolveIn, type Locked, type Lockfile, type Manifest } from '../../lib/lockfile.ts'
import type { RuntimeVersions } from './runtime-versions.ts'
import { SbomSchema, type Sbom, type SbomComponent } from './sbom-schema.ts'

export type SbomParts = {
  manifest: Manifest
  lock: Lockfile
  /** The folders in the lockfile of the packages in the app. */
  paths: readonly string[]
  runtime: RuntimeVersions
  at: Date
}

/**
 * A CycloneDX 1.5 bill of materials: the packages in the three builds, and the runtime. Packages that are installed but
 * not bundled are left out. Throws if the result does not match its schema. (rollup-plugin-sbom needs Node 22.9 and
 * describes one build; this runs on Node 20 and adds Electron, Chromium, Node and V8.)
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
  // The same package in several folders is one component.
  const components = [...new Map([...packages.values()].map((one) => [one['bom-ref'], one])).values()]
  const electron = runtimeComponents(runtime)
  const dependsOn = new Map<string, Set<string>>([
    [app['bom-ref'], new Set([`electron@${runtime.electron}`])],
  ])
  for (const path of ['', ...paths]) {
    const ref = packages.get(path)?.['bom-ref'] ?? app['bom-ref']
    const refs = dependsOn.get(ref) ?? new Set()
    dependsOn.set(ref, refs)
    for (const name of dependenciesOf(path, lock, manifest)) {
      const found = packages.get(resolveIn(lock.packages, path, name) ?? '')
      if (found !== undefined) refs.add(found['bom-ref'])
    }
  }
  // A package that is bundled but not declared as a dependency (as by `debug`) becomes a dependency of the app.
  const named = new Set([...dependsOn.values()].flatMap((refs) => [...refs]))
  for (const { 'bom-ref': ref } of components) if (!named.has(ref)) dependsOn.get(app['bom-ref'])?.add(ref)
  const inside = electron.slice(1).map((one) => one['bom-ref'])
  dependsOn.set(`electron@${runtime.electron}`, new Set(inside))
  const content = {
    component: app,
    components: [...components, ...electron],
    dependencies: [...dependsOn].map(([ref, to]) => ({ ref, dependsOn: [...to].toSorted() })),
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

function dependenciesOf(path: string, { packages }: Lockfile, manifest: Manifest): string[] {
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

/** Electron first, then its parts. The CPE identifies them in lists of vulnerabilities. */
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

function licences(licence: unknown): NonNullable<SbomComponent['licenses']> {
  const text = licenceText(licence)
  if (/ (OR|AND|WITH) /.test(text)) return [{ expression: text }]
  return /^[\w.+-]+$/.test(text) ? [{ license: { id: text } }] : [{ license: { name: text || 'unknown' } }]
}

/** The same content has the same number: builds are reproducible. */
function serialNumber(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex')
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
