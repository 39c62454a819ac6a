import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entriesOf, stage } from '../../../../scripts/package/packer/stage.ts'
import { artifactTable, writeChecksums } from '../../../../scripts/package/report.ts'
import { packTarball } from '../../../../scripts/package/tarball.ts'
import { run } from '../../../../scripts/lib/run.ts'
import { sha256OfFile } from '../../../../scripts/lib/sha256.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A small program with the modes and times of a machine. */
async function program(name: string, { year, mode }: { year: number; mode: number }): Promise<string> {
  const made = join(folder, name)
  await mkdir(join(made, 'resources'), { recursive: true })
  const files = ['run', 'resources/app.asar', 'resources/package-type', 'resources/app-update.yml']
  for (const file of files) {
    await writeFile(join(made, file), `this is ${file}`)
    await chmod(join(made, file), file === 'run' ? mode | 0o100 : mode)
    await utimes(join(made, file), new Date(year, 0), new Date(year, 0))
  }
  await symlink('run', join(made, 'link'))
  return made
}

describe('the tar.gz', () => {
  it('is reproducible and has no files of an installed package', async () => {
    const here = join(folder, 'a', 'Offhook-1.tar.gz')
    const there = join(folder, 'b', 'Offhook-1.tar.gz')
    for (const [file, made] of [
      [here, await program('one', { year: 2020, mode: 0o644 })],
      [there, await program('two', { year: 2024, mode: 0o640 })],
    ] as const) {
      await mkdir(join(file, '..'))
      await packTarball(made, file, 1_700_000_000)
    }
    expect(await sha256OfFile(here)).toBe(await sha256OfFile(there))
    const listed = await run('tar', ['-tzf', here])
    expect(listed.stdout.trim().split('\n')).toEqual([
      'Offhook-1/',
      'Offhook-1/link',
      'Offhook-1/resources/',
      'Offhook-1/resources/app.asar',
      'Offhook-1/run',
    ])
  })

  it('is not left incomplete after a failure', async () => {
    await expect(packTarball(join(folder, 'nowhere'), join(folder, 'x.tar.gz'), 0)).rejects.toThrow(
      /tar could not/,
    )
    expect(await entriesOf(folder)).toEqual([])
  })
})

describe('the staging folder of a package', () => {
  it('has every file at its path, readable for all and writable for root only', async () => {
    const made = await program('one', { year: 2020, mode: 0o600 })
    const root = join(folder, 'root')
    await stage(
      [
        { from: `${made}/`, to: '/opt/Offhook' },
        { from: join(made, 'run'), to: '/usr/bin/offhook' },
      ],
      root,
    )
    const modes = await run('find', [root, '-mindepth', '1', '-not', '-type', 'l', '-printf', '%m %P\n'])
    expect(modes.stdout.trim().split('\n').toSorted()).toEqual([
      '644 opt/Offhook/resources/app-update.yml',
      '644 opt/Offhook/resources/app.asar',
      '644 opt/Offhook/resources/package-type',
      '755 opt',
      '755 opt/Offhook',
      '755 opt/Offhook/resources',
      '755 opt/Offhook/run',
      '755 usr',
      '755 usr/bin',
      '755 usr/bin/offhook',
    ])
    expect((await entriesOf(root)).find(({ path }) => path === '/opt/Offhook/link')?.kind).toBe('link')
  })

  it('rejects two files with the same path', async () => {
    const made = await program('one', { year: 2020, mode: 0o644 })
    const twice = { from: join(made, 'run'), to: '/usr/bin/offhook' }
    await expect(stage([twice, twice], join(folder, 'root'))).rejects.toThrow()
  })
})

describe('the checksums', () => {
  it('are accepted by sha256sum', async () => {
    const files = ['b.deb', 'a.rpm'].map((name) => join(folder, name))
    for (const file of files) await writeFile(file, file)
    const artifacts = await writeChecksums(folder, files)
    expect(artifacts.map(({ name }) => name)).toEqual(['a.rpm', 'b.deb'])
    expect((await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder })).code).toBe(0)
  })

  it('are printed in a table with the sizes', () => {
    const table = artifactTable([
      { name: 'a.deb', size: 96_609_082, sha256: 'ab' },
      { name: 'longer.rpm', size: 1_000, sha256: 'cd' },
    ])
    expect(table).toEqual(['a.deb       96.6 MB  ab', 'longer.rpm  0.0 MB   cd'])
  })
})
