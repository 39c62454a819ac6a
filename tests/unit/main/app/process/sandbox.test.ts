import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runInNewContext } from 'node:vm'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../../../../scripts/lib/run.ts'
import { lacksSandbox } from '../../../../../src/main/app/process/sandbox.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-apprun-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The script that electron-builder puts into an AppImage to start the program, as it is in the package installed here. */
async function appRun(): Promise<string> {
  const builder = dirname(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
  const source = await readFile(join(builder, 'out', 'targets', 'appimage', 'appImageUtil.js'), 'utf8')
  const from = source.indexOf('function hasEula')
  expect(from).toBeGreaterThan(0)
  const config = {
    ExecutableName: 'offhook',
    ProductName: 'Offhook',
    ProductFilename: 'Offhook',
    DesktopFileName: 'offhook.desktop',
  }
  const text: unknown = runInNewContext(
    `${source.slice(from).replace(/^exports\..*$/gm, '')}\n;generateAppRunScript(${JSON.stringify(config)})`,
    { AppImageTarget_1: { APP_RUN_ENTRYPOINT: 'AppRun' }, exports: {} },
  )
  return v.parse(v.string(), text)
}

/** What the program of an AppImage is started with, where `unshare` ends with this code. */
async function startedWith(unshareCode: number): Promise<string[]> {
  const program = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    await chmod(join(folder, name), 0o755)
  }
  await program('unshare', `#!/bin/sh\nexit ${unshareCode}\n`)
  await program('offhook', '#!/bin/sh\nfor argument in "$@"; do echo "$argument"; done\n')
  await program('AppRun', await appRun())
  const env = { ...process.env, APPDIR: folder, PATH: `${folder}:${process.env['PATH'] ?? ''}` }
  const done = await run(join(folder, 'AppRun'), ['tel:+12025550142'], { env })
  expect(done.code, done.stderr).toBe(0)
  return done.stdout.split('\n').filter((line) => line !== '')
}

/** What the program itself makes of its arguments. */
const warns = (args: readonly string[], uid = 1000) =>
  lacksSandbox({ platform: 'linux', isPackaged: true, hasNoSandbox: args.includes('--no-sandbox'), uid })

describe('an AppImage', () => {
  test('switches the sandbox off by itself where the system forbids namespaces, and Offhook says so', async () => {
    const args = await startedWith(1)
    expect(args).toEqual(['--no-sandbox', 'tel:+12025550142'])
    expect(warns(args)).toBe(true)
  })

  test('keeps the sandbox where the system lets it, and nothing is said', async () => {
    const args = await startedWith(0)
    expect(args).toEqual(['tel:+12025550142'])
    expect(warns(args)).toBe(false)
  })
})

test.each([
  [
    'an installed program without it',
    { platform: 'linux', isPackaged: true, hasNoSandbox: true, uid: 1000 },
    true,
  ],
  [
    'root, which Chromium refuses',
    { platform: 'linux', isPackaged: true, hasNoSandbox: true, uid: 0 },
    false,
  ],
  [
    'a program run from its sources',
    { platform: 'linux', isPackaged: false, hasNoSandbox: true, uid: 1000 },
    false,
  ],
  ['a program that has it', { platform: 'linux', isPackaged: true, hasNoSandbox: false, uid: 1000 }, false],
  ['Windows', { platform: 'win32', isPackaged: true, hasNoSandbox: true, uid: -1 }, false],
] as const)('a missing sandbox is reported for %s: %o', (_what, facts, expected) => {
  expect(lacksSandbox(facts)).toBe(expected)
})
