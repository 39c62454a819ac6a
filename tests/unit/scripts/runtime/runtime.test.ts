import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureElectron } from '../../../../scripts/runtime/ensure-electron.ts'
import { cacheFolder } from '../../../../scripts/lib/cache-folder.ts'
import { expectSha256, sha256OfFile } from '../../../../scripts/lib/sha256.ts'
import { unpackFallback } from '../../../../scripts/runtime/fallback.ts'
import { failureNote, installedOfficial } from '../../../../scripts/runtime/official.ts'
import { executableName, FALLBACK, hasFallback, OFFICIAL_VERSION } from '../../../../scripts/runtime/pins.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the Electron that the environment names', () => {
  it.each([
    ['OFFHOOK_ELECTRON', (made: string) => join(made, 'electron')],
    ['ELECTRON_OVERRIDE_DIST_PATH', (made: string) => made],
  ])('is used: %s', async (variable, value) => {
    const executable = join(folder, executableName(process.platform))
    await writeFile(executable, '')
    await writeFile(join(folder, 'version'), 'v33.2.1\n')
    expect(await ensureElectron({ env: { [variable]: value(folder) } })).toEqual({
      executable,
      folder,
      version: '33.2.1',
      line: `Electron 33.2.1, given by ${variable}`,
    })
  })

  it('is not replaced by another if it is missing', async () => {
    const env = { OFFHOOK_ELECTRON: join(folder, 'nowhere') }
    await expect(ensureElectron({ env })).rejects.toThrow(
      `OFFHOOK_ELECTRON names an Electron that is not there: ${join(folder, 'nowhere')}`,
    )
  })
})

describe("Electron's own download", () => {
  it('has the version of package.json', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({ devDependencies: { electron: OFFICIAL_VERSION } })
  })

  it('is used only if it is complete', async () => {
    expect(await installedOfficial(folder)).toBeUndefined()
    await writeFile(join(folder, 'path.txt'), 'electron')
    expect(await installedOfficial(folder)).toBeUndefined()
  })

  it('is not tried again for a day after a failure', async () => {
    const now = { value: Date.now() }
    const note = failureNote(folder, () => now.value)
    expect(await note.isFresh()).toBe(false)
    await note.write('fetch failed')
    expect(await note.isFresh()).toBe(true)
    now.value += 25 * 3_600_000
    expect(await note.isFresh()).toBe(false)
    now.value -= 25 * 3_600_000
    await note.clear()
    expect(await note.isFresh()).toBe(false)
  })
})

describe('OFFHOOK_REQUIRE_OFFICIAL', () => {
  const required = () => ({ OFFHOOK_REQUIRE_OFFICIAL: '1', XDG_CACHE_HOME: folder })
  const nothingInstalled = async () => undefined

  it('rejects the development runtime if the download fails', async () => {
    const asked: number[] = []
    const download = async (timeout: number) => {
      asked.push(timeout)
      return { why: 'HTTP 503' }
    }
    const wanted = ensureElectron({ env: required(), download, installed: nothingInstalled })
    await expect(wanted).rejects.toThrow(
      `OFFHOOK_REQUIRE_OFFICIAL is set, so only Electron ${OFFICIAL_VERSION} will do, and the download failed: HTTP 503.`,
    )
    expect(asked).toEqual([20 * 60_000])
  })

  it('tries the download although it failed a moment before', async () => {
    await failureNote(join(folder, 'offhook'), Date.now).write('fetch failed')
    const executable = join(folder, 'electron')
    const download = async () => ({ executable })
    const found = await ensureElectron({ env: required(), download, installed: nothingInstalled })
    expect(found).toMatchObject({ executable, version: OFFICIAL_VERSION })
  })

  it.each(['OFFHOOK_ELECTRON', 'ELECTRON_OVERRIDE_DIST_PATH'])(
    'refuses another version that %s names',
    async (variable) => {
      const executable = join(folder, executableName(process.platform))
      await writeFile(executable, '')
      await writeFile(join(folder, 'version'), FALLBACK.version)
      const env = { ...required(), [variable]: variable === 'OFFHOOK_ELECTRON' ? executable : folder }
      await expect(ensureElectron({ env })).rejects.toThrow(/this is Electron 33\.2\.1, given by/)
      await writeFile(join(folder, 'version'), `v${OFFICIAL_VERSION}`)
      expect(await ensureElectron({ env })).toMatchObject({ version: OFFICIAL_VERSION })
    },
  )

  it('has precedence over OFFHOOK_USE_DEVELOPMENT_RUNTIME', async () => {
    const env = { ...required(), OFFHOOK_USE_DEVELOPMENT_RUNTIME: '1' }
    const download = async () => ({ why: 'offline' })
    await expect(ensureElectron({ env, download, installed: nothingInstalled })).rejects.toThrow(/will do/)
  })
})

describe('OFFHOOK_USE_DEVELOPMENT_RUNTIME', () => {
  it('uses the runtime from npm, if there is one for this machine, without a request to GitHub', async () => {
    let downloads = 0
    const found = await ensureElectron({
      env: { OFFHOOK_USE_DEVELOPMENT_RUNTIME: '1', XDG_CACHE_HOME: folder },
      download: async () => {
        downloads += 1
        return { why: 'offline' }
      },
      installed: async () => join(folder, 'official', 'electron'),
      unpack: async (made) => {
        await writeFile(join(made, 'electron'), 'a runtime')
        return 'electron'
      },
    })
    const expected = hasFallback(process.platform, process.arch) ? FALLBACK.version : OFFICIAL_VERSION
    expect(found.version).toBe(expected)
    expect(downloads).toBe(0)
  })
})

describe('the runtime from npm', () => {
  it('exists for linux-x64 only', () => {
    expect(hasFallback('linux', 'x64')).toBe(true)
    expect(hasFallback('linux', 'arm64')).toBe(false)
    expect(hasFallback('darwin', 'x64')).toBe(false)
    expect(hasFallback('win32', 'x64')).toBe(false)
  })

  it('is rejected if the tarball is not the pinned one', async () => {
    const fetchOther = async (_: string, into: string): Promise<string> => {
      await writeFile(join(into, 'other.tgz'), 'something else')
      return join(into, 'other.tgz')
    }
    await expect(unpackFallback(folder, folder, fetchOther)).rejects.toThrow(
      `${FALLBACK.package} has another checksum and was not used`,
    )
  })

  it('is pinned completely', () => {
    expect(FALLBACK.tarballSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(FALLBACK.zipSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(FALLBACK.package).toMatch(/@\d+\.\d+\.\d+$/)
  })
})

describe('the cache folder', () => {
  it.each([
    [{ XDG_CACHE_HOME: '/var/cache/ann' }, '/var/cache/ann/offhook'],
    [{ XDG_CACHE_HOME: 'relative' }, '/home/ann/.cache/offhook'],
    [{ XDG_CACHE_HOME: '' }, '/home/ann/.cache/offhook'],
    [{}, '/home/ann/.cache/offhook'],
  ])('follows the XDG specification with %o', (env, expected) => {
    expect(cacheFolder(env, '/home/ann')).toBe(expected)
  })

  it('verifies files by their SHA-256', async () => {
    const path = join(folder, 'abc')
    await writeFile(path, 'abc')
    // FIPS 180-2, appendix B.1.
    const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect(await sha256OfFile(path)).toBe(known)
    await expectSha256(path, known, 'abc')
    await expect(expectSha256(path, '0'.repeat(64), 'abc')).rejects.toThrow(known)
  })
})
