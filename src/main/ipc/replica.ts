import { newPhone, type OfflineReason, type Phone, type Timestamp } from '../../shared/domain/phone.ts'
import type { Snapshot } from '../../shared/ipc/contract.ts'
import { errorMessage, type Log } from '../lib/log.ts'

type ReplicaListener = (previous: Phone, next: Phone) => void

/** Main's read-only copy of the phone. Notifications and the like are projections of it. */
export interface Replica {
  readonly phone: Phone
  /** Takes a snapshot, unless one at least as new was there before. */
  accept(snapshot: Snapshot): void
  /** A renderer begins its life: revisions count from 1 again, and nothing is known yet. */
  begin(): void
  /** The renderer is no more: whatever it knew is void. */
  gone(reason: OfflineReason): void
  subscribe(listener: ReplicaListener): () => void
}

export function createReplica({ clock, log }: { clock: () => Timestamp; log: Log }): Replica {
  let phone = newPhone(clock())
  let revision = 0
  const listeners = new Set<ReplicaListener>()

  const replace = (next: Phone) => {
    const previous = phone
    phone = next
    for (const listener of listeners) {
      try {
        listener(previous, next)
      } catch (error) {
        log.error(`A part of the desktop failed to follow the phone: ${errorMessage(error)}`)
      }
    }
  }

  return {
    get phone() {
      return phone
    },
    accept(snapshot) {
      if (snapshot.revision <= revision) return
      revision = snapshot.revision
      replace(snapshot.phone)
    },
    begin() {
      revision = 0
      replace(newPhone(clock()))
    },
    gone(reason) {
      const at = clock()
      revision = Number.MAX_SAFE_INTEGER
      replace({ ...newPhone(at), registration: { state: 'offline', reason, since: at, detail: null } })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
