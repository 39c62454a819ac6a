import type { SafeStorage } from 'electron'
import * as v from 'valibot'
import { reasonOf, type Log } from './log.ts'
import type { Redactor } from './redact.ts'
import type { Store } from './settings.ts'

/** How well a secret was put away. */
export type Kept = 'in-key-store' | 'until-quit'

/** Secrets of the lines. Each belongs to a scope (a server, a key), and is given out for that scope alone. */
export interface Secrets {
  keep(slot: string, scope: string, secret: string): Kept
  find(slot: string, scope: string): string | undefined
}

export interface SecretEdges {
  readonly store: Store
  readonly safeStorage: Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
    Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>
  readonly platform: NodeJS.Platform
  readonly redactor: Redactor
  readonly log: Log
}

/** A sealed secret as it is stored, in base64. */
export const StoredSecretSchema = v.object({ scope: v.string(), sealed: v.pipe(v.string(), v.base64()) })

/**
 * Sealed by the system's key store (base64 in the settings file). Where there is none, or on Linux only the one
 * that seals with a password everybody knows, a secret lives in memory until Offhook quits.
 */
export function createSecrets({ store, safeStorage, platform, redactor, log }: SecretEdges): Secrets {
  const inMemory = new Map<string, { scope: string; secret: string }>()

  const canSeal = () =>
    safeStorage.isEncryptionAvailable() &&
    !(platform === 'linux' && safeStorage.getSelectedStorageBackend?.() === 'basic_text')

  const seal = (secret: string) => {
    if (!canSeal()) return undefined
    try {
      return safeStorage.encryptString(secret).toString('base64')
    } catch (error) {
      // Locked, or the person has refused to open it.
      log.warn(`The key store did not take the secret of the line: ${reasonOf(error)}`)
      return undefined
    }
  }

  const unseal = (slot: string, scope: string) => {
    const stored = v.safeParse(StoredSecretSchema, store.get(`secret-${slot}`))
    if (!stored.success || stored.output.scope !== scope || !canSeal()) return undefined
    try {
      return safeStorage.decryptString(Buffer.from(stored.output.sealed, 'base64'))
    } catch (error) {
      log.warn(`The stored secret of the line could not be opened: ${reasonOf(error)}`)
      return undefined
    }
  }

  return {
    keep(slot, scope, secret) {
      redactor.hide(secret)
      const sealed = seal(secret)
      if (sealed !== undefined) {
        store.set(`secret-${slot}`, { scope, sealed })
        inMemory.delete(slot)
        return 'in-key-store'
      }
      log.warn('This computer has no key store to use, so the secret is forgotten when Offhook quits.')
      // Otherwise the next start would use the earlier sealed secret.
      store.delete(`secret-${slot}`)
      inMemory.set(slot, { scope, secret })
      return 'until-quit'
    },
    find(slot, scope) {
      const held = inMemory.get(slot)
      const secret = held?.scope === scope ? held.secret : unseal(slot, scope)
      if (secret !== undefined) redactor.hide(secret)
      return secret
    },
  }
}
