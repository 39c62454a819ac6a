import { createDbusNotifier } from '../../../src/main/notifications/dbus/dbus-notifier.ts'
import { connectBus, type Bus } from '../../../src/main/lib/dbus/bus.ts'
import { sessionBusAddresses } from '../../../src/main/lib/dbus/session-bus-addresses.ts'
import type { Notifier, NotifierEvent } from '../../../src/main/notifications/notifier.ts'
import { systemTimers, type Timers } from '../../../src/main/lib/timers.ts'
import { watchNotifications, type NotificationWatch } from '../desktop/watch.ts'
import { createMemoryLog, type MemoryLog } from '../fakes/memory-log.ts'

/** A notifier at a bus, what went over that bus, and what the notifier said. */
export interface NotifierUnderTest {
  readonly notifier: Notifier
  readonly watch: NotificationWatch
  readonly events: readonly NotifierEvent[]
  readonly log: MemoryLog
  /** The first event of this type, heard already or still to come. */
  next<T extends NotifierEvent['type']>(type: T): Promise<Extract<NotifierEvent, { type: T }>>
  /** Titles on the screen, in the order they came, as the bus tells it. */
  titles(): string[]
  close(): void
}

/** `address` is asked at each connection, so that a bus can be replaced by another. */
export async function notifierAt(
  address: () => string,
  timers: Timers = systemTimers,
): Promise<NotifierUnderTest> {
  const watch = await watchNotifications(address())
  const log = createMemoryLog()
  const buses: Bus[] = []
  let isClosed = false
  /** A test that is over connects to nothing any more. */
  const untilClosed: Timers = {
    after: (ms, task) =>
      timers.after(ms, () => {
        if (!isClosed) task()
      }),
  }
  const notifier = createDbusNotifier({
    async connect() {
      const addresses = sessionBusAddresses({ DBUS_SESSION_BUS_ADDRESS: address() })
      const bus = await connectBus(addresses, untilClosed)
      buses.push(bus)
      return bus
    },
    clock: Date.now,
    timers: untilClosed,
    iconFile: '/usr/share/icons/offhook.png',
    log,
  })
  const events: NotifierEvent[] = []
  const waiting = new Set<() => void>()
  notifier.on((event) => {
    events.push(event)
    for (const look of waiting) look()
  })
  return {
    notifier,
    watch,
    events,
    log,
    next(type) {
      type Wanted = Extract<NotifierEvent, { type: typeof type }>
      const isWanted = (event: NotifierEvent): event is Wanted => event.type === type
      return new Promise((resolve) => {
        const look = () => {
          const found = events.find(isWanted)
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      })
    },
    titles() {
      const shown = new Map<number, string>()
      for (const event of watch.events) {
        if (event.type === 'shown') shown.set(event.id, event.summary)
        if (event.type === 'closed') shown.delete(event.id)
      }
      return [...shown.values()]
    },
    close() {
      isClosed = true
      watch.stop()
      for (const bus of buses) bus.close()
    },
  }
}
