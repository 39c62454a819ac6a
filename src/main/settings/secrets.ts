import * as v from 'valibot'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Redactor } from '../lib/redactor.ts'
import { createKeyStore, KeyStoreUnavailable, type KeyStoreDeps } from './key-store.ts'
import type { Store } from './store.ts'

/** How well a secret was put away. */
export type StorageResult = 'in-key-store' | 'memory-only'

/** Secrets of the lines. Each belongs to a scope (a server, a key), and is given out for that scope alone. */
export interface Secrets {
  /** Whether there is a secret. The key store is not asked: it may be unable to open it. */
  has(key: string, scope: string): boolean
  /** From the call on, this is the secret of the slot, in the order of the calls. Never rejects. */
  save(key: string, scope: string, secret: string): Promise<StorageResult>
  /** Undefined for none, or one that cannot be opened. Rejects while the key store does not answer. */
  load(key: string, scope: string): Promise<string | undefined>
}

export interface SecretsDeps extends KeyStoreDeps {
  readonly store: Store
  readonly redactor: Redactor
  readonly log: Log
}

/** A sealed secret as it is stored, in base64. */
export const StoredSecretSchema = v.object({ scope: v.string(), sealed: v.pipe(v.string(), v.base64()) })

/**
 * Sealed by the system's key store (base64 in the settings file). Where there is none, or on Linux only the one
 * that seals with a public password, a secret lives in memory until Offhook quits.
 */
export function createSecrets({ store, redactor, log, ...keyStoreDeps }: SecretsDeps): Secrets {
  const keyStore = createKeyStore(keyStoreDeps)
  const inMemory = new Map<string, { scope: string; secret: string }>()

  const seal = async (secret: string) => {
    try {
      return await keyStore.seal(secret)
    } catch (error) {
      // Locked, or the person has refused to open it.
      log.warn(`The key store did not store the secret of the connection: ${errorMessage(error)}`)
      return undefined
    }
  }

  const sealedIn = (key: string, scope: string) => {
    const stored = v.safeParse(StoredSecretSchema, store.get(`secret-${key}`))
    return stored.success && stored.output.scope === scope ? stored.output.sealed : undefined
  }

  const sealAgain = async (key: string, scope: string, outdated: string, secret: string) => {
    const sealed = await seal(secret)
    // Meanwhile another secret may have taken its place.
    if (sealed !== undefined && sealedIn(key, scope) === outdated)
      store.set(`secret-${key}`, { scope, sealed })
  }

  const unseal = async (key: string, scope: string) => {
    const sealed = sealedIn(key, scope)
    if (sealed === undefined) return undefined
    try {
      const opened = await keyStore.open(sealed)
      if (!opened) return undefined
      redactor.hide(opened.secret)
      // The connection does not wait for it: the old secret can still be decrypted.
      if (opened.isOutdated) void sealAgain(key, scope, sealed, opened.secret)
      return opened.secret
    } catch (error) {
      if (error instanceof KeyStoreUnavailable) throw error
      log.warn(`The stored secret of the connection could not be decrypted: ${errorMessage(error)}`)
      return undefined
    }
  }

  return {
    has: (key, scope) => inMemory.get(key)?.scope === scope || sealedIn(key, scope) !== undefined,
    async save(key, scope, secret) {
      redactor.hide(secret)
      const held = { scope, secret }
      inMemory.set(key, held)
      // Before the key store answers: otherwise the next start could use the earlier sealed secret.
      store.delete(`secret-${key}`)
      const sealed = await seal(secret)
      if (sealed === undefined) {
        log.warn('This computer has no key store to use, so the secret is forgotten when Offhook quits.')
        return 'memory-only'
      }
      // A slow key store may answer after a newer secret was entered.
      if (inMemory.get(key) === held) {
        store.set(`secret-${key}`, { scope, sealed })
        inMemory.delete(key)
      }
      return 'in-key-store'
    },
    async load(key, scope) {
      const held = inMemory.get(key)
      return held?.scope === scope ? held.secret : await unseal(key, scope)
    },
  }
}
