import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { formattedPage, PAGE, pageParts } from '../../../scripts/dependencies.ts'
import { dependenciesPage, reasonFaults } from '../../../scripts/supply/dependencies-page.ts'

const parts = await pageParts()

describe('docs/dependencies.md', () => {
  it('is in step with package.json; if not, run npm run dependencies', async () => {
    expect(await readFile(PAGE, 'utf8')).toBe(await formattedPage(parts))
  })

  it('knows the release of every version in use', () => {
    for (const [name, version] of Object.entries({
      ...parts.manifest.dependencies,
      ...parts.manifest.devDependencies,
    })) {
      expect(parts.facts.packages[name]).toMatchObject({ version, released: expect.any(String) })
    }
  })

  it('says of a version that nobody asked the registry about that it does not know', () => {
    const manifest = { ...parts.manifest, dependencies: { ...parts.manifest.dependencies, ws: '99.0.0' } }
    const row = dependenciesPage({ ...parts, manifest })
      .split('\n')
      .find((line) => line.startsWith('| ws |'))
    expect(row).toContain('| ws | 99.0.0 | MIT | unknown | ')
  })

  it('names a newer release where there is one', () => {
    const fact = {
      version: '1.0.0',
      released: '2026-01-01',
      newest: '2.0.0',
      newestReleased: '2026-02-02',
      bytes: 1,
    }
    const manifest = { ...parts.manifest, dependencies: { ws: '1.0.0' }, devDependencies: {} }
    const facts = { asked: '2026-03-03', packages: { ws: fact } }
    const page = dependenciesPage({ ...parts, manifest, facts })
    expect(page).toContain('| 2026-01-01 | 2.0.0, 2026-02-02 | 1 kB |')
    expect(page).toContain('last asked on 2026-03-03')
  })
})

describe('the reasons', () => {
  it('are there for every direct dependency, and for nothing else', () => {
    expect(reasonFaults(parts)).toEqual([])
  })

  it('are missed when a package comes or goes', () => {
    const manifest = { ...parts.manifest, dependencies: { newcomer: '1.0.0' } }
    const faults = reasonFaults({ manifest, reasons: parts.reasons })
    expect(faults).toContain('newcomer has no reason in dependencies')
    expect(faults).toContain('dependencies has no react to give a reason for')
  })
})
