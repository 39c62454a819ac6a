import type { Timestamp } from '../../shared/domain/phone.ts'
import type { ReachabilityInputs } from '../../shared/domain/reachability.ts'
import { createListeners } from '../lib/listeners.ts'
import type { Disposable } from '../lib/disposable.ts'
import type { Notifier } from '../notifications/notifier.ts'

/** What the notification server can show. */
export interface NotificationCapabilityWatch extends Disposable {
  /** What it can show of a call; `unknown` until it has been queried. */
  readonly current: ReachabilityInputs['notifications']
  /** Queries again if the result may differ, because a server started, stopped or was replaced. Cheap to call often. */
  refresh(): void
  /** Calls the listener after each change. Returns a function that unsubscribes. */
  onChanged(listener: () => void): () => void
}

/** A server without buttons is queried again after this time: another one may have been started. */
const REQUERY_INTERVAL_MS = 300_000

/** Watches the capabilities of the notification server. The first query starts at once and ends asynchronously. */
export function watchNotificationCapabilities({
  notifier,
  clock,
}: {
  readonly notifier: Notifier
  readonly clock: () => Timestamp
}): NotificationCapabilityWatch {
  const changes = createListeners<void>()
  let current: ReachabilityInputs['notifications'] = 'unknown'
  let isQuerying = false
  let changed = false
  let queriedAt = 0
  let server: string | undefined

  const read = () => {
    const next = readingOf(notifier)
    server = notifier.capabilities?.server
    if (next === current) return
    current = next
    changes.emit()
  }

  const query = async () => {
    // A change that happens during the query makes its result outdated.
    changed = true
    if (isQuerying) return
    isQuerying = true
    while (changed) {
      changed = false
      queriedAt = clock()
      await notifier.prepare()
    }
    isQuerying = false
    read()
  }

  const unsubscribe = notifier.on((event) => {
    if (event.type === 'available' || event.type === 'changed') void query()
  })
  void query()

  return {
    get current() {
      return current
    },
    refresh() {
      const poor = current !== 'with-buttons' && clock() - queriedAt > REQUERY_INTERVAL_MS
      if (!isQuerying && (poor || notifier.capabilities?.server !== server)) void query()
    },
    onChanged: (listener) => changes.add(listener),
    dispose: unsubscribe,
  }
}

function readingOf({ capabilities }: Notifier): ReachabilityInputs['notifications'] {
  if (!capabilities) return 'none'
  return capabilities.buttons ? 'with-buttons' : 'without-buttons'
}
