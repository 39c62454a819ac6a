import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../../src/main/redact.ts'
import { createSecrets } from '../../../src/main/secrets.ts'
import { createSettings } from '../../../src/main/settings.ts'
import { createMapStore, createWrittenLog } from '../../support/main/hands.ts'

const TEAM = { kind: 'team', url: 'https://calls.example.com/token', method: 'POST' } as const

describe('settings', () => {
  test('what was set is there again', () => {
    const store = createMapStore()
    const settings = createSettings(store, createWrittenLog())
    settings.line = TEAM
    settings.window = { x: 1, y: 2, width: 380, height: 660 }
    const again = createSettings(store, createWrittenLog())
    expect(again.line).toEqual(TEAM)
    expect(again.window).toEqual({ x: 1, y: 2, width: 380, height: 660 })
  })

  test('nothing stored: the practice line, no place, no country', () => {
    const settings = createSettings(createMapStore(), createWrittenLog())
    expect(settings.line).toEqual({ kind: 'practice' })
    expect(settings.window).toBeUndefined()
    expect(settings.country).toBeUndefined()
  })

  test.each([
    ['line', { kind: 'team', url: 'http://calls.example.com', method: 'POST' }],
    ['line', 'nonsense'],
    ['window', { x: 'left' }],
    ['country', 'Germany'],
  ])('a %s that makes no sense (%j) costs only itself, and is named', (key, value) => {
    const log = createWrittenLog()
    const settings = createSettings(createMapStore({ country: 'DE', [key]: value }), log)
    expect({ line: settings.line, window: settings.window }).toEqual({
      line: { kind: 'practice' },
      window: undefined,
    })
    expect(settings.country).toBe(key === 'country' ? undefined : 'DE')
    expect(log.lines).toEqual([`The stored setting "${key}" makes no sense and is left aside.`])
  })
})

/** A key store that turns text around: not safe, but not the text either. */
function turned(available: boolean, backend?: 'basic_text' | 'gnome_libsecret') {
  const turn = (text: string) => text.split('').toReversed().join('')
  return {
    isEncryptionAvailable: () => available,
    encryptString: (text: string) => Buffer.from(turn(text)),
    decryptString: (sealed: Buffer) => turn(sealed.toString()),
    ...(backend ? { getSelectedStorageBackend: () => backend } : {}),
  }
}

function setUp(safeStorage = turned(true), platform: NodeJS.Platform = 'linux', store = createMapStore()) {
  const log = createWrittenLog()
  const redactor = createRedactor()
  return { secrets: createSecrets({ store, safeStorage, platform, redactor, log }), store, log, redactor }
}

describe('secrets', () => {
  test('are sealed in the store, and there again after a restart', () => {
    const { secrets, store } = setUp(turned(true, 'gnome_libsecret'))
    expect(secrets.keep('team', 'https://a.example', 'open sesame')).toBe('in-key-store')
    expect(store.text).not.toContain('open sesame')
    expect(setUp(undefined, 'linux', store).secrets.find('team', 'https://a.example')).toBe('open sesame')
  })

  test('are given out for their own scope only', () => {
    const { secrets } = setUp()
    secrets.keep('team', 'https://a.example', 'open sesame')
    expect(secrets.find('team', 'https://b.example')).toBeUndefined()
    expect(secrets.find('account', 'https://a.example')).toBeUndefined()
  })

  test.each([
    ['no key store', turned(false), 'linux'],
    ['only the one everybody can open', turned(true, 'basic_text'), 'linux'],
    ['no key store on Windows', turned(false), 'win32'],
  ] as const)('with %s they live until Offhook quits, and it says so', (_what, safeStorage, platform) => {
    const { secrets, store, log } = setUp(safeStorage, platform)
    expect(secrets.keep('team', 'https://a.example', 'open sesame')).toBe('until-quit')
    expect(secrets.find('team', 'https://a.example')).toBe('open sesame')
    expect(store.text).toBe('[]')
    expect(log.lines.join()).toContain('forgotten when Offhook quits')
    expect(setUp(safeStorage, platform, store).secrets.find('team', 'https://a.example')).toBeUndefined()
  })

  test('that the key store does not take live until Offhook quits as well', () => {
    const locked = {
      ...turned(true),
      encryptString: () => {
        throw new Error('the keychain is locked')
      },
    }
    const { secrets, log } = setUp(locked, 'darwin')
    expect(secrets.keep('team', 'https://a.example', 'open sesame')).toBe('until-quit')
    expect(secrets.find('team', 'https://a.example')).toBe('open sesame')
    expect(log.lines.join()).toContain('the keychain is locked')
  })

  test('that the key store does not take replace those it took before, so that no old one is used after a restart', () => {
    const store = createMapStore()
    setUp(turned(true), 'darwin', store).secrets.keep('team', 'https://a.example', 'of before')
    const locked = {
      ...turned(true),
      encryptString: () => {
        throw new Error('the keychain is locked')
      },
    }
    setUp(locked, 'darwin', store).secrets.keep('team', 'https://a.example', 'of today')
    expect(setUp(turned(true), 'darwin', store).secrets.find('team', 'https://a.example')).toBeUndefined()
    expect(store.text).toBe('[]')
  })

  test('never get into a log', () => {
    const { secrets, redactor } = setUp()
    secrets.keep('team', 'https://a.example', 'open sesame')
    expect(redactor.clean('said open sesame')).toBe('said [secret]')
  })

  test('that another computer sealed are as good as none', () => {
    const store = createMapStore({ 'secret-team': { scope: 'https://a.example', sealed: 'AAAA' } })
    const broken = {
      ...turned(true),
      decryptString: () => {
        throw new Error('wrong key')
      },
    }
    const { secrets, log } = setUp(broken, 'darwin', store)
    expect(secrets.find('team', 'https://a.example')).toBeUndefined()
    expect(log.lines.join()).toContain('could not be opened')
  })
})
