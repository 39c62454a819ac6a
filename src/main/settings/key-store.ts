import type { SafeStorage } from 'electron'
import { deferred } from '../lib/deferred.ts'
import { errorMessage } from '../lib/log.ts'
import type { Timers } from '../lib/timers.ts'

type SynchronousCalls = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'>
type AsynchronousCalls = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>

/** What is used of Electron's safeStorage. The asynchronous calls came with Electron 42; Electron 45 deprecates the others. */
export type SafeStorageCalls = (SynchronousCalls | AsynchronousCalls) &
  Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>

export interface KeyStoreDeps {
  readonly safeStorage: SafeStorageCalls
  readonly platform: NodeJS.Platform
  readonly timers: Timers
}

/** The system's key store. Both kinds of calls write and read the same format. */
export interface KeyStore {
  /** The sealed secret in base64; undefined without a key store to use. Rejects when the key store refuses. */
  seal(secret: string): Promise<string | undefined>
  /**
   * `isOutdated`: the secret is to be sealed again. Undefined without a key store to use. Rejects when the secret cannot be
   * opened: with `KeyStoreUnavailable` when a later attempt can succeed.
   */
  open(sealed: string): Promise<{ readonly secret: string; readonly isOutdated: boolean } | undefined>
}

export class KeyStoreUnavailable extends Error {
  override readonly name = 'KeyStoreUnavailable'
  constructor() {
    super('The key store of this computer does not answer. Unlock it, or enter the secret of the line again.')
  }
}

/** Long enough to type a password into the question of a locked key store. */
const TIMEOUT_MS = 30_000

export function createKeyStore({ safeStorage, platform, timers }: KeyStoreDeps): KeyStore {
  const calls = 'encryptStringAsync' in safeStorage ? safeStorage : asynchronous(safeStorage)
  const isLinux = platform === 'linux'

  const isUsable = async () =>
    (await calls.isAsyncEncryptionAvailable()) &&
    !(isLinux && safeStorage.getSelectedStorageBackend?.() === 'basic_text')

  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    const late = deferred<never>()
    const cancel = timers.after(TIMEOUT_MS, () => {
      late.reject(new KeyStoreUnavailable())
    })
    try {
      return await Promise.race([work, late.promise])
    } finally {
      cancel()
    }
  }

  const seal = async (secret: string) => {
    if (!(await isUsable())) return undefined
    const sealed = await calls.encryptStringAsync(secret)
    return isLinux && isSealedWithPublicPassword(sealed) ? undefined : sealed.toString('base64')
  }

  const open = async (sealed: string) => {
    if (!(await isUsable())) return undefined
    try {
      const opened = await calls.decryptStringAsync(Buffer.from(sealed, 'base64'))
      return { secret: opened.result, isOutdated: opened.shouldReEncrypt }
    } catch (error) {
      // Electron has no other sign of it than these words.
      if (/temporarily unavailable/i.test(errorMessage(error))) throw new KeyStoreUnavailable()
      throw error
    }
  }

  return {
    seal: (secret) => inTime(seal(secret)),
    open: (sealed) => inTime(open(sealed)),
  }
}

/**
 * Chromium's mark of its built-in password on Linux. The asynchronous calls use that password without a word where no
 * key store runs; `isAsyncEncryptionAvailable` is true even then.
 */
function isSealedWithPublicPassword(sealed: Buffer): boolean {
  return sealed.subarray(0, 3).toString('latin1') === 'v10'
}

function asynchronous(calls: SynchronousCalls): AsynchronousCalls {
  return {
    isAsyncEncryptionAvailable: async () => calls.isEncryptionAvailable(),
    encryptStringAsync: async (text) => calls.encryptString(text),
    decryptStringAsync: async (sealed) => ({ result: calls.decryptString(sealed), shouldReEncrypt: false }),
  }
}
