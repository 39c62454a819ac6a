import type { SafeStorageCalls } from '../../../src/main/settings/key-store.ts'

/** A key store in the hands of a test. It turns text around: not safe, but not the text either. */
export interface FakeKeyStore {
  isAvailable: boolean
  backend: 'basic_text' | 'gnome_libsecret' | undefined
  /** What sealed bytes begin with. */
  mark: string
  /** Thrown by each attempt to seal, or to open. */
  refusal: { seal?: string; open?: string }
  isOutdated: boolean
  /** What asynchronous calls wait for before they answer; called once for each. */
  work: () => Promise<void>
}

export function createFakeKeyStore(): FakeKeyStore {
  return {
    isAvailable: true,
    backend: undefined,
    mark: 'v11',
    refusal: {},
    isOutdated: false,
    work: () => Promise.resolve(),
  }
}

export type SafeStorageKind = (keyStore: FakeKeyStore) => SafeStorageCalls

/** Electron 33: synchronous calls alone. */
export const synchronousOnly: SafeStorageKind = (keyStore) => ({
  isEncryptionAvailable: () => keyStore.isAvailable,
  encryptString: (text) => seal(keyStore, text),
  decryptString: (sealed) => open(keyStore, sealed),
  ...backendOf(keyStore),
})

/** Electron 46: asynchronous calls alone. */
export const asynchronousOnly: SafeStorageKind = (keyStore) => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(keyStore.isAvailable),
  async encryptStringAsync(text) {
    await keyStore.work()
    return seal(keyStore, text)
  },
  async decryptStringAsync(sealed) {
    await keyStore.work()
    return { result: open(keyStore, sealed), shouldReEncrypt: keyStore.isOutdated }
  },
  ...backendOf(keyStore),
})

/** Electron 45: both, and the synchronous ones are deprecated. */
export const withDeprecatedCalls: SafeStorageKind = (keyStore) => ({
  isEncryptionAvailable: deprecated,
  encryptString: deprecated,
  decryptString: deprecated,
  ...asynchronousOnly(keyStore),
})

export const SAFE_STORAGE_KINDS = [
  ['synchronous calls', synchronousOnly],
  ['asynchronous calls', asynchronousOnly],
  ['both kinds of calls', withDeprecatedCalls],
] as const satisfies readonly (readonly [string, SafeStorageKind])[]

function deprecated(): never {
  throw new Error('a deprecated call was used')
}

function backendOf({ backend }: FakeKeyStore) {
  return backend === undefined ? {} : { getSelectedStorageBackend: () => backend }
}

function seal({ refusal, mark }: FakeKeyStore, text: string): Buffer {
  if (refusal.seal !== undefined) throw new Error(refusal.seal)
  return Buffer.from(mark + turn(text))
}

function open({ refusal, mark }: FakeKeyStore, sealed: Buffer): string {
  if (refusal.open !== undefined) throw new Error(refusal.open)
  return turn(sealed.toString().slice(mark.length))
}

function turn(text: string): string {
  return text.split('').toReversed().join('')
}
