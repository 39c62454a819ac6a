import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readLockfile, readManifest, type Manifest } from '../../../../scripts/lib/lockfile.ts'
import { assetFaults } from '../../../../scripts/release/assets.ts'
import { nameFeeds, stageFeeds } from '../../../../scripts/release/channels.ts'
import { collectAssets } from '../../../../scripts/release/collect-assets.ts'
import { notesFor, tagProblem } from '../../../../scripts/release/notes.ts'
import { makeSbom } from '../../../../scripts/release/sbom/sbom.ts'

const VERSION = '1.2.3'
const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.3] - 2026-12-01

### Added

- A bell.

## [1.2.2] - 2026-11-01

## [1.0.0]

- First.
`
const manifest: Manifest = { ...(await readManifest()), version: VERSION }
const lock = await readLockfile()
const PROGRAMS = {
  latest: [`Offhook-${VERSION}-win-x64.exe`, `Offhook-${VERSION}-win-arm64.exe`],
  'latest-mac': [`Offhook-${VERSION}-mac-universal.zip`, `Offhook-${VERSION}-mac-universal.dmg`],
  'latest-linux': [
    `Offhook-${VERSION}-linux-x86_64.AppImage`,
    `Offhook-${VERSION}-linux-amd64.deb`,
    `Offhook-${VERSION}-linux-x86_64.rpm`,
  ],
}

/** A feed as electron-builder writes it, of files whose content is their name. */
function feed(files: readonly string[], version = VERSION): string {
  const entries = files.map((name) => {
    const sha512 = createHash('sha512').update(name).digest('base64')
    return `  - url: ${name}\n    sha512: ${sha512}\n    size: ${name.length}\n`
  })
  return `version: ${version}\nfiles:\n${entries.join('')}path: ${files[0]}\nreleaseDate: '2026-12-01'\n`
}

function sbom(electron: string): string {
  const runtime = { electron, chrome: '1', node: '2', v8: '3' }
  return JSON.stringify(makeSbom({ manifest, lock, paths: [], runtime, at: new Date(0) }))
}

let top = ''
let folder = ''
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'offhook-release-'))
  folder = join(top, 'assets')
  await mkdir(folder)
  for (const [name, files] of Object.entries(PROGRAMS)) {
    for (const file of files) await write(file, file)
    await write(`${name}.yml`, feed(files))
  }
  await nameFeeds(folder, VERSION)
  await write(`Offhook-${VERSION}-linux-x64.tar.gz`, 'x')
  await write(`Offhook-${VERSION}-win-x64.exe.blockmap`, 'x')
  await write(`offhook-${VERSION}.cdx.json`, sbom(manifest.devDependencies.electron ?? ''))
  await write('THIRD-PARTY-NOTICES.txt', 'x')
})
afterEach(() => rm(top, { recursive: true }))
const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)

describe('a release', () => {
  it('is collected with checksums and notes', async () => {
    const gathered = await collectAssets(folder, manifest, CHANGELOG)
    expect(gathered).toEqual({ assets: 17, sbom: 'offhook-1.2.3.cdx.json' })
    const sums = (await readFile(join(folder, 'SHA256SUMS'), 'utf8')).trim().split('\n')
    expect(sums).toHaveLength(11)
    expect(sums).toContain(`${createHash('sha256').update('x').digest('hex')}  THIRD-PARTY-NOTICES.txt`)
    expect(await readFile(join(top, 'notes.md'), 'utf8')).toBe('### Added\n\n- A bell.\n')
    // Once more, as a second try of the job does it.
    expect(await collectAssets(folder, manifest, CHANGELOG)).toEqual(gathered)
  })

  it.each([
    ['the Windows installer for arm64', `Offhook-${VERSION}-win-arm64.exe`],
    ['the AppImage', `Offhook-${VERSION}-linux-x86_64.AppImage`],
    ['the update feed for macOS', 'latest-mac.yml'],
    ['the bill of materials', `offhook-${VERSION}.cdx.json`],
  ])('is rejected without %s', async (what, name) => {
    await rm(join(folder, name))
    await expect(collectAssets(folder, manifest, CHANGELOG)).rejects.toThrow(`${what} is missing`)
  })

  it.each<[string, string, string, RegExp]>([
    ['a file of another version', 'Offhook-1.2.2-win-x64.exe', 'x', /does not belong to 1\.2\.3/],
    ['an unknown file', 'builder-debug.yml', 'x: 1', /builder-debug\.yml does not belong/],
    ['a file that was changed', `Offhook-${VERSION}-win-x64.exe`, 'y'.repeat(25), /another checksum for/],
    ['a file that was cut', `Offhook-${VERSION}-win-x64.exe`, 'y', /another size for/],
    ['a feed of another version', 'latest.yml', feed(PROGRAMS.latest, '1.2.2'), /latest\.yml offers 1\.2\.2/],
    ['a feed that names a path', 'latest.yml', feed(['../x']), /names \.\.\/x, which does not exist/],
    ['an invalid feed', 'latest.yml', 'version: 1.2.3', /latest\.yml is not an update feed/],
    ['a development runtime', `offhook-${VERSION}.cdx.json`, sbom('33.2.1'), /packed with Electron 33\.2\.1/],
    ['two Debian packages', `Offhook-${VERSION}-linux-arm64.deb`, 'x', /exists 2 times/],
    ['a signature of no feed', 'other.yml.sig', 'x', /other\.yml\.sig does not belong/],
  ])('is rejected with %s', async (_, name, content, message) => {
    await write(name, content)
    await expect(collectAssets(folder, manifest, CHANGELOG)).rejects.toThrow(message)
  })
})

describe('the update feeds', () => {
  it('of a stable release are also on the beta channel', async () => {
    for (const system of ['', '-mac', '-linux']) {
      const latest = await readFile(join(folder, `latest${system}.yml`), 'utf8')
      expect(await readFile(join(folder, `beta${system}.yml`), 'utf8')).toBe(latest)
    }
  })

  it('of a beta version are on the beta channel only, whatever name electron-builder gave them', async () => {
    await rm(join(folder, 'beta.yml'))
    await rm(join(folder, 'latest-mac.yml'))
    await nameFeeds(folder, '1.2.3-beta.1')
    const feeds = (await readdir(folder)).filter((name) => name.endsWith('.yml'))
    expect(feeds.toSorted()).toEqual(['beta-linux.yml', 'beta-mac.yml', 'beta.yml'])
    const faults = assetFaults(await readdir(folder), '1.2.3-beta.1').join('\n')
    expect(faults).not.toContain('feed')
    expect(assetFaults(['latest.yml'], '1.2.3-beta.1')).toContain(
      'latest.yml does not belong to 1.2.3-beta.1',
    )
  })
})

describe('a roll-out', () => {
  const feedNow = (): Promise<string> => readFile(join(folder, 'latest-mac.yml'), 'utf8')

  it('changes the percentage in every feed', async () => {
    const before = await feedNow()
    expect(await stageFeeds(folder, '10')).toHaveLength(6)
    expect(await feedNow()).toBe(`${before}stagingPercentage: 10\n`)
    await stageFeeds(folder, '50')
    expect(await feedNow()).toBe(`${before}stagingPercentage: 50\n`)
    await expect(collectAssets(folder, manifest, CHANGELOG)).resolves.toBeDefined()
    await stageFeeds(folder, '100')
    expect(await feedNow()).toBe(before)
  })

  it.each(['101', '-1', '1e2', '10%', '', '5; rm -rf /'])(
    'is rejected with the percentage %j',
    async (percentage) => {
      await expect(stageFeeds(folder, percentage)).rejects.toThrow('from 0 to 100')
    },
  )

  it('is rejected without a feed', async () => {
    await expect(stageFeeds(top, '10')).rejects.toThrow('no update feed')
  })
})

describe('a release tag', () => {
  it.each([
    ['v1.2.3', '1.2.3', undefined],
    ['v1.2.4', '1.2.3', /The tag is v1\.2\.4, and package\.json has 1\.2\.3/],
    ['v1.2.2', '1.2.2', /no section "## \[1\.2\.2\]"/],
    ['v2.0.0', '2.0.0', /no section/],
    ['v1.2.3-rc.1', '1.2.3-rc.1', /is not a version to release/],
  ])('%s with version %s is accepted or rejected with a reason', (tag, version, message) => {
    const found = tagProblem(tag, version, CHANGELOG)
    if (message === undefined) expect(found).toBeUndefined()
    else expect(found).toMatch(message)
  })

  it('has the notes of its own version only', () => {
    expect(notesFor(CHANGELOG, '1.0.0')).toBe('- First.')
    expect(notesFor(CHANGELOG, '1.0')).toBeUndefined()
  })
})
