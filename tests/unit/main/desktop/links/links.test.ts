import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { listenForLinks } from '../../../../../src/main/desktop/links/incoming-links.ts'
import { hasDesktopEntry } from '../../../../../src/main/desktop/links/desktop-entry.ts'
import { createLinkHandlerSettings } from '../../../../../src/main/desktop/links/protocol-handler.ts'
import type { LinkHandler } from '../../../../../src/shared/ipc/contract.ts'

describe('links that the system opens', () => {
  function setUp(...args: string[]) {
    const app = new EventEmitter()
    const heard: string[] = []
    let prevented = 0
    const preventDefault = () => {
      prevented += 1
    }
    const links = listenForLinks(app, args)
    return {
      heard,
      hear: () => links.onLink((raw) => heard.push(raw)),
      say: (event: string, about: unknown) => app.emit(event, { preventDefault }, about),
      prevented: () => prevented,
    }
  }

  test('are read from the arguments at startup', () => {
    const { hear, heard } = setUp('offhook', '--', 'tel:112')
    hear()
    expect(heard).toEqual(['tel:112'])
  })

  test('are reduced to the last one before the app is ready', () => {
    const { say, hear, heard, prevented } = setUp('offhook')
    say('open-url', 'tel:111')
    say('open-url', 'tel:112')
    hear()
    expect(heard).toEqual(['tel:112'])
    expect(prevented()).toBe(2)
  })

  test('arrive through a second instance or an event while the app runs; a second instance without a link opens none', () => {
    const { say, hear, heard } = setUp('offhook')
    hear()
    say('second-instance', ['offhook', '--user-data-dir=/x', 'callto:112', '--no-sandbox'])
    say('second-instance', ['offhook'])
    say('open-url', 'sip:113')
    expect(heard).toEqual(['callto:112', 'sip:113'])
  })
})

describe('the handler of phone links', () => {
  function setUp(
    platform: NodeJS.Platform,
    { development = false, entry = true, obeys = true, talking = false, ours = [] as string[] } = {},
  ) {
    const mine = new Set(ours)
    const calls: unknown[] = []
    const told: LinkHandler[] = []
    const keeper = createLinkHandlerSettings({
      app: {
        isDefaultProtocolClient: (scheme) => mine.has(scheme),
        setAsDefaultProtocolClient(scheme, ...rest) {
          calls.push(['set', scheme, ...rest])
          if (obeys) mine.add(scheme)
          return true
        },
        removeAsDefaultProtocolClient(scheme, ...rest) {
          calls.push(['remove', scheme, ...rest])
          if (obeys) mine.delete(scheme)
          return true
        },
      },
      platform,
      windows: { opens: async () => 'none', openSettings: async () => {} },
      development,
      hasEntry: () => entry,
      program: '/opt/Offhook/offhook',
      inCall: () => talking,
      onChange: (opening) => told.push(opening),
    })
    return { keeper, calls, told, set: (on: boolean) => keeper.handlers['set-link-handler']({ on }) }
  }

  test('is not queried before Settings is open, and is reported as off until then', async () => {
    const { keeper, calls, told } = setUp('darwin')
    expect(keeper.initial).toEqual({ opens: 'unknown', change: 'here', platform: 'macos' })
    await keeper.handlers['check-link-handler']()
    expect(told).toEqual([{ opens: 'none', change: 'here', platform: 'macos' }])
    expect(calls).toEqual([])
  })

  test('is set for each scheme, with an argument separator after the executable', () => {
    const { calls, told, set } = setUp('darwin')
    expect(set(true)).toEqual({ ok: true })
    expect(calls).toEqual(
      ['tel', 'callto', 'sip'].map((scheme) => ['set', scheme, '/opt/Offhook/offhook', ['--']]),
    )
    expect(told.at(-1)?.opens).toBe('all')
    expect(set(false)).toEqual({ ok: true })
    expect(told.at(-1)?.opens).toBe('none')
  })

  test('is not queried during a call', async () => {
    const { keeper, told } = setUp('linux', { talking: true })
    expect(await keeper.handlers['check-link-handler']()).toEqual({ ok: true })
    expect(told).toEqual([])
  })

  test('is reported as off when only some schemes are set', async () => {
    const { keeper, told } = setUp('linux', { ours: ['tel'] })
    await keeper.handlers['check-link-handler']()
    expect(told).toEqual([{ opens: 'some', change: 'on-here-off-in-system', platform: 'linux' }])
  })

  test('reports with a message that the system did not apply the change, and shows the actual state', () => {
    const { told, set } = setUp('darwin', { obeys: false })
    expect(set(true)).toEqual({
      ok: false,
      problem: 'This computer did not take the change. macOS may ask you once.',
    })
    expect(told.at(-1)?.opens).toBe('none')
  })

  test('is not changed when the app runs from its sources', async () => {
    const { keeper, calls, told, set } = setUp('linux', { development: true, ours: ['tel'] })
    await keeper.handlers['check-link-handler']()
    expect(set(true)).toMatchObject({ ok: false })
    expect(calls).toEqual([])
    expect(told).toEqual([{ opens: 'none', change: 'nothing', platform: 'linux' }])
  })

  test('is unavailable to an AppImage or an archive without a desktop entry, and reports this', async () => {
    const { keeper, calls, told, set } = setUp('linux', { entry: false, ours: ['tel'] })
    await keeper.handlers['check-link-handler']()
    expect(set(true)).toMatchObject({ ok: false })
    expect(calls).toEqual([])
    expect(told).toEqual([{ opens: 'none', change: 'nothing', platform: 'linux' }])
  })
})

test.each([
  [{ HOME: '/home/ada' }, '/usr/share/applications/offhook.desktop', true],
  [{ HOME: '/home/ada' }, '/home/ada/.local/share/applications/offhook.desktop', true],
  [{ HOME: '/home/ada', XDG_DATA_HOME: '/data' }, '/data/applications/offhook.desktop', true],
  [
    { HOME: '/home/ada', XDG_DATA_HOME: '/data' },
    '/home/ada/.local/share/applications/offhook.desktop',
    false,
  ],
  [{ XDG_DATA_DIRS: '/opt/share:/usr/share' }, '/opt/share/applications/offhook.desktop', true],
  [{ XDG_DATA_DIRS: 'relative:/opt/share' }, 'relative/applications/offhook.desktop', false],
  [{}, '/elsewhere/offhook.desktop', false],
])('with %j the desktop entry %s is found: %s', (env, file, expected) => {
  expect(hasDesktopEntry(env, (candidate) => candidate === file)).toBe(expected)
})
