import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cachedRuntime, sealedExecutable } from '../../../../scripts/runtime/cache.ts'

let base: string
let folder: string
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'offhook-test-'))
  folder = join(base, 'cache', 'electron-1')
})
afterEach(() => rm(base, { recursive: true, force: true }))

const build =
  (text = 'the executable') =>
  async (made: string): Promise<string> => {
    await mkdir(join(made, 'locales'))
    await writeFile(join(made, 'locales', 'en.pak'), 'words')
    await writeFile(join(made, 'electron'), text)
    return 'electron'
  }
const mustNotBuild = (): Promise<string> => Promise.reject(new Error('built once too often'))

describe('the cached runtime', () => {
  it('is built once and then reused', async () => {
    const first = await cachedRuntime(folder, build())
    expect(first).toEqual({ executable: join(folder, 'electron'), built: true })
    expect(await cachedRuntime(folder, mustNotBuild)).toEqual({ ...first, built: false })
    expect(await readdir(dirname(folder))).toEqual(['electron-1'])
  })

  it('leaves no files after a failed build, and is built at the next attempt', async () => {
    const fail = async (made: string): Promise<string> => {
      await build()(made)
      throw new Error('the network went away')
    }
    await expect(cachedRuntime(folder, fail)).rejects.toThrow('the network went away')
    expect(await readdir(dirname(folder))).toEqual([])
    expect((await cachedRuntime(folder, build())).built).toBe(true)
  })

  it.each([
    ['an executable changed in place', () => writeFile(join(folder, 'electron'), 'the ex3cutable')],
    ['a file cut short', () => writeFile(join(folder, 'locales', 'en.pak'), 'w')],
    ['a file gone', () => rm(join(folder, 'locales', 'en.pak'))],
    ['a folder without its manifest', () => rm(join(folder, 'offhook-runtime.json'))],
    ['a manifest that is no JSON', () => writeFile(join(folder, 'offhook-runtime.json'), '{')],
  ])('is built again after %s', async (_, damage) => {
    await cachedRuntime(folder, build())
    await damage()
    expect(await sealedExecutable(folder)).toBeUndefined()
    expect((await cachedRuntime(folder, build('another'))).built).toBe(true)
    expect(await readFile(join(folder, 'electron'), 'utf8')).toBe('another')
    expect(await readdir(dirname(folder))).toEqual(['electron-1'])
  })

  it('is the same for several processes that build it at once', async () => {
    const made = await Promise.all(['a', 'b', 'c', 'd'].map((text) => cachedRuntime(folder, build(text))))
    expect(new Set(made.map(({ executable }) => executable))).toEqual(new Set([join(folder, 'electron')]))
    expect(await sealedExecutable(folder)).toBe(join(folder, 'electron'))
    expect(await readdir(dirname(folder))).toEqual(['electron-1'])
  })

  it('is cleared of builds that were killed an hour ago, not of running builds', async () => {
    const abandoned = `${folder}.building-abandoned`
    const atWork = `${folder}.building-atwork`
    await mkdir(abandoned, { recursive: true })
    await mkdir(atWork)
    const twoHoursAgo = new Date(Date.now() - 7_200_000)
    await utimes(abandoned, twoHoursAgo, twoHoursAgo)
    await cachedRuntime(folder, build())
    expect((await readdir(dirname(folder))).toSorted()).toEqual(['electron-1', 'electron-1.building-atwork'])
  })
})
