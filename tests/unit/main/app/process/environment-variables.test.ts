import { describe, expect, test } from 'vitest'
import {
  configFolder,
  sanitizeEnvironment,
  type EnvironmentVariables,
} from '../../../../../src/main/app/process/environment-variables.ts'

interface Given {
  readonly env: EnvironmentVariables
  readonly platform?: NodeJS.Platform
  readonly isPackaged?: boolean
  /** The folders on the disk; all are writable. */
  readonly disk?: readonly string[]
}

function clean({ env, platform = 'linux', isPackaged = true, disk = [] }: Given) {
  const own = { HOME: '/home/ada', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus', ...env }
  const changed = sanitizeEnvironment(own, {
    platform,
    isPackaged,
    isWritableFolder: (path) => disk.includes(path),
    exists: (path) => disk.includes(path),
    accountHome: () => '/home/ada',
  })
  return { env: own, changed }
}

describe('the environment of a packaged program', () => {
  test.each([
    'SSLKEYLOGFILE',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'NODE_EXTRA_CA_CERTS',
    'NODE_DEBUG',
    'NODE_OPTIONS',
    'DEBUG',
    'OFFHOOK_CONTROL_SECRET',
    'OFFHOOK_CONTROL_PORT',
    'OFFHOOK_SIGNAL_PORT',
    'OFFHOOK_PRACTICE_ACCOUNT',
    'OFFHOOK_PRACTICE_IDENTITY',
    'OFFHOOK_POLICY_FILE',
    'OFFHOOK_UPDATE_FEED',
    'OFFHOOK_SOMETHING_NEW',
  ])('has no %s', (name) => {
    const { env, changed } = clean({ env: { [name]: 'anything at all' } })
    expect(env).not.toHaveProperty(name)
    expect(changed).toEqual([name])
    expect(clean({ env: { [name]: 'x' }, platform: 'win32' }).env).not.toHaveProperty(name)
    expect(clean({ env: { [name]: 'x' }, isPackaged: false }).env).toHaveProperty(name)
  })

  test('may turn updates off', () => {
    expect(clean({ env: { OFFHOOK_UPDATES: 'off' } })).toMatchObject({
      env: { OFFHOOK_UPDATES: 'off' },
      changed: [],
    })
  })
})

describe('the address of the session bus', () => {
  test.each([
    'unix:path=/run/user/1000/bus',
    'unix:path=/run/user/1000/bus,guid=0123',
    'unix:abstract=/run/dbus-x',
    'tcp:host=localhost,port=1234',
  ])('%s stays as it is', (address) => {
    const { env, changed } = clean({ env: { DBUS_SESSION_BUS_ADDRESS: address } })
    expect(env.DBUS_SESSION_BUS_ADDRESS).toBe(address)
    expect(changed).toEqual([])
  })

  test.each([
    '',
    ' ',
    ';',
    'garbage',
    'unix:',
    'unix:path=',
    'tcp:',
    'autolaunch:',
    'autolaunch:scope=*user',
    'unixexec:path=/bin/true',
    'launchd:env=X',
    'unix:path=/a b',
    undefined,
  ])('%j never has libdbus start a program', (address) => {
    const env: EnvironmentVariables = { DBUS_SESSION_BUS_ADDRESS: address }
    expect(clean({ env }).env.DBUS_SESSION_BUS_ADDRESS).toBe('disabled:')
    const bus = { env: { ...env, XDG_RUNTIME_DIR: '/run/user/1' }, disk: ['/run/user/1/bus'] }
    expect(clean(bus).env.DBUS_SESSION_BUS_ADDRESS).toBe('unix:path=/run/user/1/bus')
  })

  test('keeps the usable ones of a list', () => {
    const list = 'autolaunch:;unix:path=/a;unixexec:path=/bin/true;tcp:host=h,port=1'
    expect(clean({ env: { DBUS_SESSION_BUS_ADDRESS: list } }).env.DBUS_SESSION_BUS_ADDRESS).toBe(
      'unix:path=/a;tcp:host=h,port=1',
    )
  })
})

describe('folders in the environment', () => {
  test.each([undefined, '', 'home', './x'])('HOME=%j becomes the account’s own home', (HOME) => {
    expect(clean({ env: { HOME } }).env.HOME).toBe('/home/ada')
  })

  test.each(['', 'tmp', '/not/there'])('TMPDIR=%j is left aside', (TMPDIR) => {
    expect(clean({ env: { TMPDIR } }).env).not.toHaveProperty('TMPDIR')
  })

  test('a writable TMPDIR and absolute XDG folders stay', () => {
    const env = { TMPDIR: '/fast', XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: '/k', XDG_RUNTIME_DIR: '/r' }
    expect(clean({ env, disk: ['/fast'] })).toMatchObject({ env, changed: [] })
  })

  test.each(['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR'])(
    '%s that is not absolute is left aside',
    (name) => {
      expect(clean({ env: { [name]: 'relative' } }).env).not.toHaveProperty(name)
    },
  )

  test.each([
    ['the account’s, where HOME was changed', { HOME: '/home/ada' }, ['HOME'], '/home/ada/.config'],
    ['the one that is set', { HOME: '/home/ada', XDG_CONFIG_HOME: '/c' }, ['HOME'], '/c'],
    ['Electron’s own, where nothing of it was changed', { HOME: '/home/ada' }, ['TMPDIR'], null],
  ])('the folder of the profile is in %s', (_what, env, changed, folder) => {
    expect(configFolder('linux', env, changed)).toBe(folder)
    expect(configFolder('darwin', env, changed)).toBeNull()
  })
})
