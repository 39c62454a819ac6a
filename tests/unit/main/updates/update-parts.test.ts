import { describe, expect, test } from 'vitest'
import { isFeedUrl, isAllowedFeedUrl } from '../../../../src/main/updates/feed-guard.ts'
import type { FeedContents } from '../../../../src/main/updates/feed-contents.ts'
import { fileFor, installKind } from '../../../../src/main/updates/install-kind.ts'
import { handOverToSquirrel } from '../../../../src/main/updates/squirrel-handover.ts'
import { toUpdateError } from '../../../../src/main/updates/update-error.ts'
import { UpdateError } from '../../../../src/main/updates/updater.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'

describe('what belongs to a feed at https://updates.example/offhook/', () => {
  test.each([
    ['https://updates.example/offhook/latest.yml', true],
    ['https://updates.example/other', true],
    ['https://objects.example.net/file?token=1', true],
    ['http://updates.example/offhook/latest.yml', false],
    ['http://objects.example.net/file', false],
    ['https://localhost/file', false],
    ['https://127.0.0.1/file', false],
    ['https://[::1]/file', false],
    ['https://192.168.1.1/file', false],
    ['https://169.254.169.254/latest/meta-data', false],
    ['https://router/file', false],
    ['https://printer.local/file', false],
    ['file:///etc/passwd', false],
    ['data:text/plain,1', false],
    ['nonsense', false],
  ])('%s: %s', (address, allowed) => {
    expect(isAllowedFeedUrl(address, new URL('https://updates.example/offhook/'))).toBe(allowed)
  })

  test('a feed on this computer leads nowhere else', () => {
    const feed = new URL('http://127.0.0.1:8080/')
    expect(isAllowedFeedUrl('http://127.0.0.1:8080/latest.yml', feed)).toBe(true)
    expect(isAllowedFeedUrl('http://127.0.0.1:9090/latest.yml', feed)).toBe(false)
    expect(isAllowedFeedUrl('https://updates.example/latest.yml', feed)).toBe(false)
  })

  test.each([
    ['https://updates.example', true],
    ['http://localhost:8080/', true],
    ['http://127.0.0.1/', true],
    ['http://updates.example/', false],
    ['ftp://updates.example/', false],
    ['/srv/updates', false],
  ])('%s may be a feed: %s', (address, may) => {
    expect(isFeedUrl(address)).toBe(may)
  })
})

describe('what replaces this Offhook', () => {
  const feed = (...names: string[]): FeedContents => ({
    version: '2.0.0',
    releaseDate: '2026-11-22',
    files: names.map((url) => ({ url, sha512: '', size: 1 })),
  })
  test.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', { APPIMAGE: '/home/me/Offhook.AppImage', APPDIR: '/tmp/.mount_Offhook1' }, 'appimage'],
    // Started in the terminal of another program's AppImage.
    ['linux', { APPIMAGE: '/home/me/Editor.AppImage', APPDIR: '/tmp/.mount_Editor1' }, 'manual'],
    ['linux', { APPIMAGE: '/home/me/Editor.AppImage', APPDIR: '/tmp/.mount_Off' }, 'manual'],
    ['linux', { APPIMAGE: '/home/me/Offhook.AppImage' }, 'manual'],
    ['linux', {}, 'manual'],
    ['win32', {}, 'nsis'],
    ['darwin', {}, 'mac'],
  ])('on %s, with %j: %s', (platform, env, kind) => {
    expect(installKind(platform, env, '/tmp/.mount_Offhook1/offhook')).toBe(kind)
  })

  test.each([
    ['appimage', 'x64', ['O-2-linux-amd64.deb', 'O-2-linux-x86_64.AppImage'], 'O-2-linux-x86_64.AppImage'],
    ['nsis', 'arm64', ['O-2-win-x64.exe', 'O-2-win-arm64.exe'], 'O-2-win-arm64.exe'],
    ['nsis', 'x64', ['O-2-win-arm64.exe', 'O-2-win-x64.exe'], 'O-2-win-x64.exe'],
    ['nsis', 'arm64', ['O-2-win-x64.exe'], undefined],
    ['mac', 'arm64', ['O-2-mac-universal.dmg', 'O-2-mac-universal.zip'], 'O-2-mac-universal.zip'],
    ['appimage', 'x64', ['O-2-linux-amd64.deb'], undefined],
    ['manual', 'x64', ['O-2-linux-amd64.deb'], 'O-2-linux-amd64.deb'],
  ] as const)('%s on %s, of %j: %s', (kind, arch, names, chosen) => {
    expect(fileFor(feed(...names), kind, arch)?.url).toBe(chosen)
  })
})

describe('why electron-updater did not go on', () => {
  const failed = (message: string, code?: string) => Object.assign(new Error(message), { code })
  test.each([
    [failed('sha512 checksum mismatch', 'ERR_CHECKSUM_MISMATCH'), null, 'damaged'],
    [failed('net::ERR_CONTENT_LENGTH_MISMATCH'), null, 'damaged'],
    [failed('Cannot download "http://x/y", status 404: Not Found'), null, 'no-feed'],
    [failed('net::ERR_CONNECTION_RESET'), null, 'unreachable'],
    [failed('net::ERR_BLOCKED_BY_CLIENT'), 'redirected', 'redirected'],
    [new UpdateError('wrong-signature', 'not ours'), null, 'wrong-signature'],
    [new UpdateError('unreachable', 'stopped'), 'redirected', 'redirected'],
    ['something else', null, 'unreachable'],
  ] as const)('%s, with %s stopped: %s', (error, blocked, why) => {
    expect(toUpdateError(error, blocked).why).toBe(why)
  })

  test('is one line in the log, whatever a server sent along', () => {
    expect(toUpdateError(failed('status 500\nData:\n<html>'), null).message).toBe('status 500')
  })
})

describe('an update handed over on macOS', () => {
  function setUp() {
    const fakeClock = createFakeClock()
    const steps: string[] = []
    let quitAsked = () => {}
    const done = handOverToSquirrel({
      start: () => steps.push('begun'),
      onBeforeQuit: (listener) => {
        steps.push('listening')
        quitAsked = listener
      },
      timers: fakeClock.timers,
    }).then(() => steps.push('over'))
    return { fakeClock, steps, done, quitAsked: () => quitAsked() }
  }

  test('is over as soon as the program is asked to quit, and nothing waits any longer', async () => {
    const { fakeClock, steps, done, quitAsked } = setUp()
    quitAsked()
    await done
    expect(steps).toEqual(['listening', 'begun', 'over'])
    expect(fakeClock.due).toEqual([])
  })

  test('is waited for no longer than a while', async () => {
    const { fakeClock, steps } = setUp()
    await fakeClock.advance(14_999)
    expect(steps).not.toContain('over')
    await fakeClock.advance(1)
    expect(steps).toContain('over')
  })
})
