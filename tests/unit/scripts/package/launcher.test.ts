import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { run } from '../../../../scripts/lib/run.ts'
import { sanitizeEnvironment } from '../../../../src/main/app/process/environment-variables.ts'
import { xwaylandRelaunch } from '../../../../src/main/windows/display-server.ts'

const WAYLAND = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }
const X11 = '--ozone-platform=x11'
const LINK = 'tel:+12025550142'

let folder: string
let launcher: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-launcher-'))
  launcher = join(folder, 'offhook')
  const program = join(folder, 'program')
  await writeFile(program, '#!/bin/sh\nfor argument in "$@"; do echo "$argument"; done\n', { mode: 0o755 })
  const script = await readFile(join(projectFolder, 'build', 'linux', 'offhook'), 'utf8')
  await writeFile(launcher, script.replaceAll('/opt/Offhook/offhook', program), { mode: 0o755 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** In which session, started with what: the arguments the program ends up with. */
const STARTS: readonly (readonly [string, Record<string, string>, readonly string[], readonly string[]])[] = [
  ['a Wayland session with XWayland', WAYLAND, [], [X11]],
  ['a Wayland session with XWayland, by a link', WAYLAND, [LINK], [X11, LINK]],
  ['a Wayland session with XWayland, by a link after --', WAYLAND, ['--', LINK], [X11, '--', LINK]],
  ['a folder with a space', WAYLAND, ['--user-data-dir=/a b'], [X11, '--user-data-dir=/a b']],
  ['a Wayland session without XWayland', { ...WAYLAND, DISPLAY: '' }, [LINK], [LINK]],
  ['an X11 session', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, [LINK], [LINK]],
  ['a session that does not say what it is', { DISPLAY: ':0' }, [], []],
  ['a nested X server without a compositor', { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':7' }, [], []],
  ['a person who wants Wayland', { ...WAYLAND, OFFHOOK_OZONE: 'wayland' }, [], []],
  ['an own choice', WAYLAND, ['--ozone-platform=wayland'], ['--ozone-platform=wayland']],
  ['an own choice in two words', WAYLAND, ['--ozone-platform', 'wayland'], ['--ozone-platform', 'wayland']],
]

test.each(STARTS)(
  'the command "offhook" in %s starts the program with the right platform',
  async (_what, env, args, expected) => {
    const done = await run('/bin/sh', [launcher, ...args], { env: { PATH: process.env['PATH'], ...env } })
    expect(done.code, done.stderr).toBe(0)
    expect(done.stdout.split('\n').slice(0, -1)).toEqual(expected)
  },
)

test.each(STARTS)(
  'the program itself, started in %s, comes to the same platform',
  (_what, env, args, expected) => {
    const facts = { platform: 'linux', isPackaged: true, env, program: '/opt/Offhook/offhook' } as const
    const relaunch = xwaylandRelaunch({ ...facts, argv: ['offhook', ...args] })
    expect(relaunch?.args ?? args).toEqual(expected)
    // After the restart it does not restart again.
    expect(xwaylandRelaunch({ ...facts, argv: ['offhook', ...expected] })).toBeNull()
  },
)

test.each([
  ['of this program', '/tmp/.mount', '/home/ada/Offhook.AppImage'],
  ['of the terminal it was started in', '/tmp/.mount-terminal', undefined],
])('an AppImage %s is started again only where it is its own', (_what, mounted, execPath) => {
  const env = { ...WAYLAND, APPIMAGE: '/home/ada/Offhook.AppImage', APPDIR: mounted }
  const program = '/tmp/.mount/offhook'
  const relaunch = xwaylandRelaunch({ platform: 'linux', isPackaged: true, env, program, argv: [program] })
  expect(relaunch).toEqual({ args: [X11], ...(execPath === undefined ? {} : { execPath }) })
})

test.each([
  ['run from the sources', { platform: 'linux', isPackaged: false }],
  ['on Windows', { platform: 'win32', isPackaged: true }],
  ['on macOS', { platform: 'darwin', isPackaged: true }],
] as const)('a program %s is not started again', (_what, facts) => {
  expect(xwaylandRelaunch({ ...facts, env: WAYLAND, program: '/x', argv: ['offhook'] })).toBeNull()
})

test('a packaged program keeps the wish for Wayland, though it takes no other setting from its environment', () => {
  const env: Record<string, string | undefined> = { OFFHOOK_OZONE: 'wayland', OFFHOOK_CONTROL_PORT: '1' }
  sanitizeEnvironment(env, {
    platform: 'linux',
    isPackaged: true,
    isWritableFolder: () => true,
    exists: () => true,
    accountHome: () => '/home/ada',
  })
  expect(env).toMatchObject({ OFFHOOK_OZONE: 'wayland' })
  expect(env).not.toHaveProperty('OFFHOOK_CONTROL_PORT')
})
