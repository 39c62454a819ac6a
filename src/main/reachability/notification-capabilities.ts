import type { Timestamp } from '../../shared/domain/phone.ts'
import type { ReachabilityInputs } from '../../shared/domain/reachability.ts'
import type { Notifier } from '../notifications/notifier.ts'

export interface NotificationCapabilityWatch {
  /** What the desktop can show of a call, as far as it has been asked. */
  readonly current: ReachabilityInputs['notifications']
  /** Asks again where the answer may be another: a server came, went, or was replaced. Cheap to call often. */
  refresh(): void
}

/** A desktop that shows no buttons is asked again after so long: somebody may have started a server that does. */
const REQUERY_INTERVAL_MS = 300_000

/** Follows what notifications can do. `onChange` hears of each new answer. */
export function watchNotificationCapabilities({
  notifier,
  clock,
  onChange,
}: {
  readonly notifier: Notifier
  readonly clock: () => Timestamp
  readonly onChange: () => void
}): NotificationCapabilityWatch {
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
    onChange()
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

  notifier.on((event) => {
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
  }
}

function readingOf({ capabilities }: Notifier): ReachabilityInputs['notifications'] {
  if (!capabilities) return 'none'
  return capabilities.buttons ? 'with-buttons' : 'without-buttons'
}
