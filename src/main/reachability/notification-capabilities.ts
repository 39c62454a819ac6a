import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Grounds } from '../../shared/domain/reachability.ts'
import type { Notifier } from '../notifications/notifier.ts'

export interface CapabilityWatch {
  /** What the desktop can show of a call, as far as it has been asked. */
  readonly now: Grounds['notifications']
  /** Asks again where the answer may be another: a server came, went, or was replaced. Cheap to call often. */
  look(): void
}

/** A desktop that shows no buttons is asked again after so long: somebody may have started a server that does. */
const ASK_AGAIN_MS = 300_000

/** Follows what notifications can do. `onChange` hears of each new answer. */
export function watchCapabilities({
  notifier,
  clock,
  onChange,
}: {
  readonly notifier: Notifier
  readonly clock: () => Timestamp
  readonly onChange: () => void
}): CapabilityWatch {
  let now: Grounds['notifications'] = 'unknown'
  let asking = false
  let changed = false
  let askedAt = 0
  let server: string | undefined

  const read = () => {
    const next = readingOf(notifier)
    server = notifier.capabilities?.server
    if (next === now) return
    now = next
    onChange()
  }

  const ask = async () => {
    // A change that happens during the query makes its result outdated.
    changed = true
    if (asking) return
    asking = true
    while (changed) {
      changed = false
      askedAt = clock()
      await notifier.warm()
    }
    asking = false
    read()
  }

  notifier.on((event) => {
    if (event.type === 'available' || event.type === 'changed') void ask()
  })
  void ask()

  return {
    get now() {
      return now
    },
    look() {
      const poor = now !== 'with-buttons' && clock() - askedAt > ASK_AGAIN_MS
      if (!asking && (poor || notifier.capabilities?.server !== server)) void ask()
    },
  }
}

function readingOf({ capabilities }: Notifier): Grounds['notifications'] {
  if (!capabilities) return 'none'
  return capabilities.buttons ? 'with-buttons' : 'without-buttons'
}
