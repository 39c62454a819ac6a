import { describe, expect, test } from 'vitest'
import { createWindowActivation, secondInstanceArgs } from '../../../../src/main/windows/activation.ts'
import { isWaylandClient } from '../../../../src/main/windows/display-server.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

const WAYLAND = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', HOME: '/home/ada' }

function setUp(env: Readonly<Record<string, string>>, platform: NodeJS.Platform = 'linux') {
  const started: { program: string; args: readonly string[]; env: NodeJS.ProcessEnv }[] = []
  const activate = createWindowActivation({
    platform,
    env,
    program: '/opt/Offhook/offhook',
    args: ['--user-data-dir=/p'],
    start: (program, args, given) => started.push({ program, args, env: given }),
    log: createMemoryLog(),
  })
  return { activate, started }
}

describe('a pressed notification', () => {
  test('on Wayland hands its token over by a second instance, so that the window may come to the front', () => {
    const { activate, started } = setUp(WAYLAND)
    activate('token-7')
    expect(started).toEqual([
      {
        program: '/opt/Offhook/offhook',
        args: ['--user-data-dir=/p'],
        env: { ...WAYLAND, XDG_ACTIVATION_TOKEN: 'token-7', DESKTOP_STARTUP_ID: 'token-7' },
      },
    ])
  })

  test.each([
    ['without a token', WAYLAND, 'linux', null],
    ['on X11', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, 'linux', 'token-7'],
    ['on Windows', {}, 'win32', 'token-7'],
    ['on macOS', {}, 'darwin', 'token-7'],
  ] as const)('%s starts nothing', (_what, env, platform, token) => {
    const { activate, started } = setUp(env, platform)
    activate(token)
    expect(started).toEqual([])
  })
})

test.each([
  [['offhook'], true, []],
  [['offhook', 'tel:+12025550142'], true, []],
  [['offhook', '--ozone-platform=x11', '--', 'tel:+12025550142'], true, ['--ozone-platform=x11']],
  [['electron', '--user-data-dir=/p', '/src/offhook'], false, ['--user-data-dir=/p', '/src/offhook']],
  [['electron', '--no-sandbox', '.', 'tel:1'], false, ['--no-sandbox', '.']],
  [['offhook', '--no-sandbox-and-more', '--user-data-directory=x'], true, []],
])('a second instance of %j (packaged: %s) is started with %j', (argv, packaged, expected) => {
  expect(secondInstanceArgs(argv, packaged)).toEqual(expected)
})

describe('Offhook is a Wayland client', () => {
  test.each([
    ['where --ozone-platform says so', 'linux', { DISPLAY: ':0' }, 'wayland', '33.2.1', true],
    ['not where --ozone-platform says X11', 'linux', WAYLAND, 'x11', '45.4.1', false],
    ['by itself since Electron 38', 'linux', WAYLAND, '', '45.4.1', true],
    ['by itself since Electron 38, by its hint', 'linux', WAYLAND, 'auto', '38.0.0', true],
    ['not by itself before', 'linux', WAYLAND, '', '33.2.1', false],
    ['not in an X11 session', 'linux', { XDG_SESSION_TYPE: 'x11' }, '', '45.4.1', false],
    ['not where the compositor is not there', 'linux', { XDG_SESSION_TYPE: 'wayland' }, '', '45.4.1', false],
    ['never on macOS', 'darwin', {}, 'wayland', '45.4.1', false],
  ] as const)('%s', (_what, platform, env, ozone, electron, expected) => {
    expect(isWaylandClient({ platform, env, ozone, electron })).toBe(expected)
  })
})
