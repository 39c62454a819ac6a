import * as v from 'valibot'
import { reasonOf, type Log } from '../lib/log.ts'
import type { Redactor } from '../lib/redactor.ts'
import { createKeyStore, KeyStoreUnavailable, type KeyStoreDeps } from './key-store.ts'
import type { Store } from './settings.ts'

/** How well a secret was put away. */
export type Kept = 'in-key-store' | 'until-quit'

/** Secrets of the lines. Each belongs to a scope (a server, a key), and is given out for that scope alone. */
export interface Secrets {
  /** Whether there is a secret. The key store is not asked: it may be unable to open it. */
  has(slot: string, scope: string): boolean
  /** From the call on, this is the secret of the slot, in the order of the calls. Never rejects. */
  keep(slot: string, scope: string, secret: string): Promise<Kept>
  /** Undefined for none, or one that cannot be opened. Rejects while the key store does not answer. */
  find(slot: string, scope: string): Promise<string | undefined>
}

export interface SecretEdges extends KeyStoreDeps {
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
export function createSecrets({ store, redactor, log, ...keyStoreDeps }: SecretEdges): Secrets {
  const keyStore = createKeyStore(keyStoreDeps)
  const inMemory = new Map<string, { scope: string; secret: string }>()

  const seal = async (secret: string) => {
    try {
      return await keyStore.seal(secret)
    } catch (error) {
      // Locked, or the person has refused to open it.
      log.warn(`The key store did not take the secret of the line: ${reasonOf(error)}`)
      return undefined
    }
  }

  const sealedIn = (slot: string, scope: string) => {
    const stored = v.safeParse(StoredSecretSchema, store.get(`secret-${slot}`))
    return stored.success && stored.output.scope === scope ? stored.output.sealed : undefined
  }

  const sealAgain = async (slot: string, scope: string, outdated: string, secret: string) => {
    const sealed = await seal(secret)
    // Meanwhile another secret may have taken its place.
    if (sealed !== undefined && sealedIn(slot, scope) === outdated)
      store.set(`secret-${slot}`, { scope, sealed })
  }

  const unseal = async (slot: string, scope: string) => {
    const sealed = sealedIn(slot, scope)
    if (sealed === undefined) return undefined
    try {
      const opened = await keyStore.open(sealed)
      if (!opened) return undefined
      redactor.hide(opened.secret)
      // The line does not wait for it: the outdated one can be opened still.
      if (opened.isOutdated) void sealAgain(slot, scope, sealed, opened.secret)
      return opened.secret
    } catch (error) {
      if (error instanceof KeyStoreUnavailable) throw error
      log.warn(`The stored secret of the line could not be opened: ${reasonOf(error)}`)
      return undefined
    }
  }

  return {
    has: (slot, scope) => inMemory.get(slot)?.scope === scope || sealedIn(slot, scope) !== undefined,
    async keep(slot, scope, secret) {
      redactor.hide(secret)
      const held = { scope, secret }
      inMemory.set(slot, held)
      // Before the key store answers: otherwise the next start could use the earlier sealed secret.
      store.delete(`secret-${slot}`)
      const sealed = await seal(secret)
      if (sealed === undefined) {
        log.warn('This computer has no key store to use, so the secret is forgotten when Offhook quits.')
        return 'until-quit'
      }
      // A slow key store may answer after a newer secret was entered.
      if (inMemory.get(slot) === held) {
        store.set(`secret-${slot}`, { scope, sealed })
        inMemory.delete(slot)
      }
      return 'in-key-store'
    },
    async find(slot, scope) {
      const held = inMemory.get(slot)
      return held?.scope === scope ? held.secret : await unseal(slot, scope)
    },
  }
}
