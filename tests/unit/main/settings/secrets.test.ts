import { describe, expect, test } from 'vitest'
import { deferred } from '../../../../src/main/lib/deferred.ts'
import { createRedactor } from '../../../../src/main/lib/redactor.ts'
import { createSecrets } from '../../../../src/main/settings/secrets.ts'
import { KeyStoreUnavailable } from '../../../../src/main/settings/key-store.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryStore } from '../../../support/fakes/memory-store.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import {
  asynchronousOnly,
  createFakeKeyStore,
  SAFE_STORAGE_KINDS,
  synchronousOnly,
  withDeprecatedCalls,
  type FakeKeyStore,
  type SafeStorageKind,
} from '../../../support/main/fake-safe-storage.ts'

const SERVER = 'https://a.example'
const BUSY = 'safeStorage.decryptStringAsync is temporarily unavailable. Please try again.'

interface Options {
  keyStore?: Partial<FakeKeyStore>
  platform?: NodeJS.Platform
  store?: ReturnType<typeof createMemoryStore>
}

function setUpWith(kind: SafeStorageKind, options: Options = {}) {
  const { platform = 'linux', store = createMemoryStore() } = options
  const keyStore = { ...createFakeKeyStore(), ...options.keyStore }
  const log = createMemoryLog()
  const redactor = createRedactor()
  const fakeClock = createFakeClock()
  const safeStorage = kind(keyStore)
  const secrets = createSecrets({ store, safeStorage, platform, timers: fakeClock.timers, redactor, log })
  return { secrets, keyStore, store, log, redactor, fakeClock }
}

describe.each(SAFE_STORAGE_KINDS)('secrets in a runtime with %s', (_kind, kind) => {
  const setUp = (options?: Options) => setUpWith(kind, options)

  test('are sealed in the store, and there again after a restart', async () => {
    const { secrets, store } = setUp({ keyStore: { backend: 'gnome_libsecret' } })
    expect(await secrets.save('team', SERVER, 'open sesame')).toBe('in-key-store')
    expect(store.text).not.toContain('open sesame')
    const again = setUp({ store })
    expect(again.secrets.has('team', SERVER)).toBe(true)
    expect(await again.secrets.load('team', SERVER)).toBe('open sesame')
  })

  test.each(SAFE_STORAGE_KINDS)('can be opened by a runtime with %s', async (_other, other) => {
    const { secrets, store } = setUp()
    await secrets.save('team', SERVER, 'open sesame')
    expect(await setUpWith(other, { store }).secrets.load('team', SERVER)).toBe('open sesame')
  })

  test('are given out for their own scope only', async () => {
    const { secrets } = setUp()
    await secrets.save('team', SERVER, 'open sesame')
    expect(await secrets.load('team', 'https://b.example')).toBeUndefined()
    expect(await secrets.load('account', SERVER)).toBeUndefined()
    expect(secrets.has('team', 'https://b.example')).toBe(false)
  })

  test.each([
    ['no key store', 'linux', { isAvailable: false }],
    ['only the one with a public password', 'linux', { backend: 'basic_text' }],
    ['a key store that answers with the public password', 'linux', { mark: 'v10' }],
    ['no key store on Windows', 'win32', { isAvailable: false }],
  ] as const)('with %s live until Offhook quits, and the log says so', async (_what, platform, keyStore) => {
    const { secrets, store, log } = setUp({ keyStore, platform })
    expect(await secrets.save('team', SERVER, 'open sesame')).toBe('memory-only')
    expect(await secrets.load('team', SERVER)).toBe('open sesame')
    expect(store.text).toBe('[]')
    expect(log.lines.join()).toContain('forgotten when Offhook quits')
    expect(await setUp({ keyStore, platform, store }).secrets.load('team', SERVER)).toBeUndefined()
  })

  test('of macOS, whose sealed bytes begin like those of the public password of Linux, are stored', async () => {
    const { secrets } = setUp({ keyStore: { mark: 'v10' }, platform: 'darwin' })
    expect(await secrets.save('team', SERVER, 'open sesame')).toBe('in-key-store')
  })

  test('that the key store refuses live until Offhook quits as well', async () => {
    const refusal = { seal: 'the keychain is locked' }
    const { secrets, log } = setUp({ keyStore: { refusal }, platform: 'darwin' })
    expect(await secrets.save('team', SERVER, 'open sesame')).toBe('memory-only')
    expect(await secrets.load('team', SERVER)).toBe('open sesame')
    expect(log.lines.join()).toContain('the keychain is locked')
  })

  test('that the key store refuses replace those it took before, so that no old one is used after a restart', async () => {
    const store = createMemoryStore()
    await setUp({ store }).secrets.save('team', SERVER, 'of before')
    const refusing = setUp({ store, keyStore: { refusal: { seal: 'the keychain is locked' } } })
    await refusing.secrets.save('team', SERVER, 'of today')
    expect(await setUp({ store }).secrets.load('team', SERVER)).toBeUndefined()
    expect(store.text).toBe('[]')
  })

  test('never get into a log', async () => {
    const { secrets, redactor, store } = setUp()
    await secrets.save('team', SERVER, 'open sesame')
    expect(redactor.clean('said open sesame')).toBe('said [secret]')
    const again = setUp({ store })
    await again.secrets.load('team', SERVER)
    expect(again.redactor.clean('said open sesame')).toBe('said [secret]')
  })

  test('are known to the redactor before the key store is asked', async () => {
    const { secrets, redactor } = setUp()
    const keeping = secrets.save('team', SERVER, 'open sesame')
    expect(redactor.clean('said open sesame')).toBe('said [secret]')
    await keeping
  })

  test('that another computer sealed count as none', async () => {
    const { secrets, store } = setUp()
    await secrets.save('team', SERVER, 'open sesame')
    const other = setUp({ store, keyStore: { refusal: { open: 'wrong key' } } })
    expect(await other.secrets.load('team', SERVER)).toBeUndefined()
    expect(other.log.lines.join()).toContain('could not be decrypted')
  })

  test('of a key store that is unavailable for a while can be found later, and are not lost', async () => {
    const { secrets, keyStore } = setUp()
    await secrets.save('team', SERVER, 'open sesame')
    keyStore.refusal = { open: BUSY }
    await expect(secrets.load('team', SERVER)).rejects.toThrow(KeyStoreUnavailable)
    keyStore.refusal = {}
    expect(await secrets.load('team', SERVER)).toBe('open sesame')
  })

  test('entered one after the other at once leave the last one', async () => {
    const { secrets, store } = setUp()
    await Promise.all([secrets.save('team', SERVER, 'older one'), secrets.save('team', SERVER, 'newer one')])
    expect(await secrets.load('team', SERVER)).toBe('newer one')
    expect(await setUp({ store }).secrets.load('team', SERVER)).toBe('newer one')
  })
})

describe('secrets and a slow key store', () => {
  test.each([
    ['the older', [0, 1]],
    ['the newer', [1, 0]],
  ])('leave the newer one stored when %s is sealed first', async (_which, order) => {
    const store = createMemoryStore()
    const { secrets, keyStore } = setUpWith(withDeprecatedCalls, { store })
    const gates = [deferred<void>(), deferred<void>()]
    let calls = 0
    keyStore.work = async () => gates[calls++]?.promise
    const keeping = [
      secrets.save('team', SERVER, 'older one'),
      secrets.save('team', 'https://b.example', 'newer one'),
    ]
    await flushPromises()
    for (const index of order) {
      gates[index]?.resolve()
      await flushPromises()
    }
    await Promise.all(keeping)
    const { secrets: after } = setUpWith(synchronousOnly, { store })
    expect(await after.load('team', SERVER)).toBeUndefined()
    expect(await after.load('team', 'https://b.example')).toBe('newer one')
  })

  test('give the new secret out at once, and leave no old one for a restart', async () => {
    const store = createMemoryStore()
    const { secrets, keyStore } = setUpWith(asynchronousOnly, { store })
    await secrets.save('team', SERVER, 'of before')
    const gate = deferred<void>()
    keyStore.work = () => gate.promise
    const keeping = secrets.save('team', SERVER, 'of today')
    expect(await secrets.load('team', SERVER)).toBe('of today')
    expect(await setUpWith(asynchronousOnly, { store }).secrets.load('team', SERVER)).toBeUndefined()
    gate.resolve()
    expect(await keeping).toBe('in-key-store')
  })

  test('do not wait for ever for a key store that does not answer', async () => {
    const { secrets, keyStore, fakeClock, store } = setUpWith(asynchronousOnly)
    await secrets.save('team', SERVER, 'open sesame')
    expect(fakeClock.due).toEqual([])
    const gate = deferred<void>()
    keyStore.work = () => gate.promise
    const finding = expect(secrets.load('team', SERVER)).rejects.toThrow(KeyStoreUnavailable)
    await fakeClock.advance(30_000)
    await finding
    const keeping = secrets.save('team', SERVER, 'another one')
    await fakeClock.advance(30_000)
    expect(await keeping).toBe('memory-only')
    gate.resolve()
    await flushPromises()
    expect(store.text).toBe('[]')
    expect(await secrets.load('team', SERVER)).toBe('another one')
  })
})

describe('a secret sealed with an outdated key', () => {
  const setUpOutdated = async () => {
    const store = createMemoryStore()
    await setUpWith(asynchronousOnly, { store, keyStore: { mark: 'old' } }).secrets.save(
      'team',
      SERVER,
      'open sesame',
    )
    return setUpWith(asynchronousOnly, { store, keyStore: { mark: 'new', isOutdated: true } })
  }
  const sealedAs = (store: { text: string }) => {
    const [, base64 = ''] = /"sealed":"([^"]*)"/.exec(store.text) ?? []
    return Buffer.from(base64, 'base64').toString()
  }

  test('is sealed again with the new one', async () => {
    const { secrets, store } = await setUpOutdated()
    expect(await secrets.load('team', SERVER)).toBe('open sesame')
    await flushPromises()
    expect(sealedAs(store)).toBe('newemases nepo')
  })

  test('stays as it is when it cannot be sealed again', async () => {
    const { secrets, store, keyStore } = await setUpOutdated()
    keyStore.refusal = { seal: 'the keychain is locked' }
    expect(await secrets.load('team', SERVER)).toBe('open sesame')
    await flushPromises()
    expect(sealedAs(store)).toBe('oldemases nepo')
  })

  test('does not come back when a newer one is entered while it is sealed again', async () => {
    const { secrets, store, keyStore } = await setUpOutdated()
    const gate = deferred<void>()
    let calls = 0
    // Opening answers at once, the first sealing waits.
    keyStore.work = async () => {
      calls += 1
      if (calls === 2) await gate.promise
    }
    await secrets.load('team', SERVER)
    await flushPromises()
    await secrets.save('team', SERVER, 'newer one')
    gate.resolve()
    await flushPromises()
    expect(sealedAs(store)).toBe('neweno rewen')
  })
})
