import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { withoutArbitraryLoads, withoutUnusedTexts } from '../../../../scripts/package/after-pack.ts'
import { publisherFrom } from '../../../../scripts/package/publisher.ts'
import { sourceDate } from '../../../../scripts/package/source-date.ts'

describe('the publisher of a build', () => {
  it('has reserved addresses and no update feed by default', () => {
    expect(publisherFrom({})).toEqual({
      homepage: 'https://offhook.example/',
      maintainer: 'The Offhook engineers <maintainer@offhook.example>',
      feed: null,
    })
  })

  it('is the repository of the running workflow', () => {
    expect(publisherFrom({ GITHUB_REPOSITORY: 'ada/phone' })).toMatchObject({
      homepage: 'https://github.com/ada/phone',
      feed: { provider: 'github', owner: 'ada', repo: 'phone' },
    })
  })

  it('is preferably the one that the environment names', () => {
    const env = {
      GITHUB_REPOSITORY: 'ada/phone',
      OFFHOOK_HOMEPAGE: 'https://phone.example.org/',
      OFFHOOK_MAINTAINER: 'Ada Lovelace <ada@example.org>',
      OFFHOOK_UPDATE_FEED: 'https://updates.example.org/offhook',
    }
    expect(publisherFrom(env)).toEqual({
      homepage: 'https://phone.example.org/',
      maintainer: 'Ada Lovelace <ada@example.org>',
      feed: {
        provider: 'generic',
        url: 'https://updates.example.org/offhook',
        useMultipleRangeRequest: false,
      },
    })
  })

  it.each([
    { OFFHOOK_UPDATE_FEED: 'http://updates.example.org' },
    { OFFHOOK_UPDATE_FEED: 'file:///updates' },
    { OFFHOOK_UPDATE_FEED: 'updates' },
    { OFFHOOK_MAINTAINER: 'Ada' },
    { OFFHOOK_MAINTAINER: 'Ada <ada@example.org>\nDepends: everything' },
  ])('is refused as %o', (env) => {
    expect(() => publisherFrom(env)).toThrow()
  })

  it('may try its feed on its own machine', () => {
    expect(publisherFrom({ OFFHOOK_UPDATE_FEED: 'http://127.0.0.1:8080/' }).feed).toMatchObject({
      url: 'http://127.0.0.1:8080/',
    })
  })
})

describe('the time that packed files bear', () => {
  it('is what the environment says', async () => {
    expect(await sourceDate({ SOURCE_DATE_EPOCH: '1700000000' }, () => 0)).toBe(1_700_000_000)
  })

  it('is refused when it is no number', async () => {
    await expect(sourceDate({ SOURCE_DATE_EPOCH: 'yesterday' }, () => 0)).rejects.toThrow(/number of seconds/)
  })
})

describe('the Info.plist of macOS', () => {
  const said = (value: string): string =>
    `<dict>\n<key>NSAllowsLocalNetworking</key>\n<true/>\n<key>NSAllowsArbitraryLoads</key>\n\t<${value}/>\n</dict>`

  it.each(['true', 'false', 'true '])('allows no plain http (it said <%s/>)', (value) => {
    expect(withoutArbitraryLoads(said(value))).toBe(said('false'))
  })

  it('has to say something about it', () => {
    expect(() => withoutArbitraryLoads('<dict/>')).toThrow(/NSAllowsArbitraryLoads/)
  })
})

describe('Info.plist', () => {
  it('explains the microphone and the local network, and no device that Offhook never uses', () => {
    const entry = (key: string) => `\n    <key>${key}</key>\n    <string>This app needs access</string>`
    const kept = ['NSMicrophoneUsageDescription', 'NSLocalNetworkUsageDescription', 'CFBundleName'].map(entry)
    const gone = [
      'NSCameraUsageDescription',
      'NSBluetoothAlwaysUsageDescription',
      'NSBluetoothPeripheralUsageDescription',
      'NSAudioCaptureUsageDescription',
    ].map(entry)
    const [first = '', ...others] = kept
    const plist = `<dict>${first}${gone.join('')}${others.join('')}\n</dict>`
    expect(withoutUnusedTexts(plist)).toBe(`<dict>${kept.join('')}\n</dict>`)
  })

  it('gets the text that macOS 15 wants for the local network, and its oldest system, from the build', async () => {
    const config = await readFile(join(projectFolder, 'electron-builder.yml'), 'utf8')
    expect(config).toMatch(/^ {4}NSLocalNetworkUsageDescription: \S.{20,}$/m)
    expect(config).toMatch(/^ {2}minimumSystemVersion: '13\.0'$/m)
  })
})
