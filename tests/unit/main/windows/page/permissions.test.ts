import { describe, expect, test } from 'vitest'
import { choosePage } from '../../../../../src/main/windows/page/page.ts'
import {
  restrictPermissions,
  type PermissionSession,
} from '../../../../../src/main/windows/page/permissions.ts'

type Check = Parameters<PermissionSession['setPermissionCheckHandler']>[0]
type Ask = Parameters<PermissionSession['setPermissionRequestHandler']>[0]

const PHONE = { name: 'phone' }
const POPUP = { name: 'popup' }

const SOUND = {
  contents: PHONE,
  permission: 'media',
  address: 'offhook://app/index.html',
  mediaTypes: ['audio'],
  isMainFrame: true,
}
type Wish = typeof SOUND

/** What a page is told when it looks, and when it asks. `mac`: what a person with a Mac answers, if the Mac can ask. */
async function outcome(wish: Wish, mac?: boolean | Error, signallingHost?: string | null) {
  let check: Check = () => true
  let ask: Ask = () => {}
  let asked = 0
  restrictPermissions({
    session: {
      setPermissionCheckHandler(handler) {
        check = handler
      },
      setPermissionRequestHandler(handler) {
        ask = handler
      },
    },
    page: choosePage(undefined, true),
    mainContents: () => PHONE,
    signallingHost: () => signallingHost,
    platform: mac === undefined ? 'linux' : 'darwin',
    systemPreferences: {
      askForMediaAccess() {
        asked += 1
        return mac instanceof Error ? Promise.reject(mac) : Promise.resolve(mac === true)
      },
    },
  })
  const { contents, permission, address, mediaTypes, isMainFrame } = wish
  const [mediaType] = mediaTypes
  const looked = check(contents, permission, address, {
    isMainFrame,
    ...(mediaType === undefined ? {} : { mediaType }),
  })
  const granted = await new Promise<boolean>((resolve) => {
    ask(contents, permission, resolve, { requestingUrl: address, isMainFrame, mediaTypes })
  })
  return { looked, granted, asked }
}

describe('what a page may use', () => {
  test.each<readonly [string, Partial<Wish>, boolean]>([
    ['the microphone, by the phone', {}, true],
    ['the microphone, by the call window', { contents: POPUP, address: 'offhook://app/popup.html' }, false],
    ['the microphone, by a frame in the page', { isMainFrame: false }, false],
    ['the microphone, by another origin', { address: 'https://example.com/' }, false],
    ['the camera', { mediaTypes: ['video'] }, false],
    ['media of no named kind', { mediaTypes: [] }, false],
    ['the place on earth', { permission: 'geolocation', mediaTypes: [] }, false],
    ['the clipboard', { permission: 'clipboard-read' }, false],
    ['the screen', { permission: 'display-capture' }, false],
  ])('%s', async (_what, parts, allowed) => {
    expect(await outcome({ ...SOUND, ...parts })).toEqual({ looked: allowed, granted: allowed, asked: 0 })
  })

  test('not the camera beside the microphone', async () => {
    expect(await outcome({ ...SOUND, mediaTypes: ['audio', 'video'] })).toMatchObject({ granted: false })
  })

  test.each([true, false])('on macOS the person has the last word: %s', async (mac) => {
    expect(await outcome(SOUND, mac)).toEqual({ looked: true, granted: mac, asked: 1 })
    expect(await outcome({ ...SOUND, contents: POPUP }, mac)).toMatchObject({ granted: false, asked: 0 })
  })

  test('a Mac that cannot ask is a no', async () => {
    expect(await outcome(SOUND, new Error('no way to ask'))).toMatchObject({ granted: false, asked: 1 })
  })
})

describe('the local network, where Chromium asks for a permission', () => {
  const NAMES = ['local-network-access', 'local-network', 'loopback-network']
  const wishFor = (permission: string) => ({ ...SOUND, permission, mediaTypes: [] })

  test.each([
    ['the practice exchange on this computer', 'localhost:4443', true],
    ['an exchange in the local network', '192.168.1.20:4443', true],
    ['an exchange with a name, which may stand for a private address', 'exchange.example.com:4443', true],
    ['an exchange at a public address', '203.0.113.7:4443', false],
    ['Twilio', null, false],
    ['no line yet', undefined, false],
  ])('with %s: %s', async (_what, host, allowed) => {
    for (const name of NAMES)
      expect(await outcome(wishFor(name), undefined, host)).toEqual({
        looked: allowed,
        granted: allowed,
        asked: 0,
      })
  })

  test.each<readonly [string, Partial<Wish>]>([
    ['the call window', { contents: POPUP, address: 'offhook://app/popup.html' }],
    ['a frame in the page', { isMainFrame: false }],
    ['another origin', { address: 'https://example.com/' }],
  ])('is not for %s', async (_what, parts) => {
    for (const name of NAMES)
      expect(await outcome({ ...wishFor(name), ...parts }, undefined, 'localhost:4443')).toMatchObject({
        granted: false,
      })
  })

  test('brings no question about the microphone on macOS', async () => {
    expect(await outcome(wishFor('local-network'), false, 'localhost:4443')).toEqual({
      looked: true,
      granted: true,
      asked: 0,
    })
  })
})
