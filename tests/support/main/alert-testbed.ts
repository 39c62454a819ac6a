import { createCallAlerts } from '../../../src/main/alerts/call-alerts.ts'
import { createCallNotifications } from '../../../src/main/notifications/call-notifications.ts'
import type { ShowResult } from '../../../src/main/notifications/notifier.ts'
import { createReplica } from '../../../src/main/ipc/replica.ts'
import { createMainBridge } from '../../../src/renderer/telephony/main-bridge.ts'
import { createFakeLine } from '../line/fake-line.ts'
import { createPhoneController } from '../../../src/renderer/telephony/phone-controller.ts'
import type { Command, DoNotDisturb, Snapshot } from '../../../src/shared/ipc/contract.ts'
import { createFakeClock } from '../fakes/fake-clock.ts'
import { createMemoryLog } from '../fakes/memory-log.ts'
import { flushPromises } from '../fakes/flush-promises.ts'
import { createFakeNotifier } from './fake-notifier.ts'
import { createFakeIncomingCallWindow } from './fake-incoming-call-window.ts'

const CALM: DoNotDisturb = { until: null, mode: 'silent', system: 'off' }

/**
 * The real phone and the real projections of main, with everything between them in a test's hands: each message waits
 * until it is delivered.
 */
export function createAlertTestbed() {
  const fakeClock = createFakeClock(0)
  const { clock, timers } = fakeClock
  const log = createMemoryLog()
  const snapshots: Snapshot[] = []
  const commands: Command[] = []
  let hear: (message: unknown) => void = () => {}
  let dnd = CALM
  let answer: ShowResult = { status: 'shown', buttons: true, at: 0, by: 'Fake' }

  const line = createFakeLine({ clock, automatic: false })
  const phone = createPhoneController({ line, clock, newId: () => 'out', country: () => 'US' })
  createMainBridge({
    bridge: {
      publish: (snapshot) => snapshots.push(snapshot),
      request: async () => ({ ok: true }),
      subscribe(listener) {
        hear = listener
        return () => {}
      },
    },
    phone,
    line,
    clock,
    network: new EventTarget(),
    log,
  })

  const replica = createReplica({ clock, log })
  const notifier = createFakeNotifier(() => answer)
  const popup = createFakeIncomingCallWindow()
  const onCommand = (command: Command) => commands.push(command)
  const alerts = createCallAlerts({
    replica,
    doNotDisturb: () => dnd,
    country: 'US',
    incomingCallWindow: popup,
    onAttention: () => {},
    onCommand,
    clock,
    timers,
    log,
  })
  createCallNotifications({
    notifier,
    replica,
    country: 'US',
    onCommand,
    onOpen: () => {},
    onNotificationStatus: (id, notice) => {
      alerts.onNotificationStatus(id, notice)
    },
    clock,
    log,
  })

  return {
    line,
    phone,
    replica,
    notifier,
    popup,
    alerts,
    clock,
    advance: (ms: number) => fakeClock.advance(ms),
    /** What the notification server says to everything from now on. */
    serverSays(next: ShowResult) {
      answer = next
    },
    /** The system's own do-not-disturb, as far as it can be known. */
    systemSays(system: DoNotDisturb['system']) {
      dnd = { ...dnd, system }
      alerts.refresh()
    },
    deliverSnapshot() {
      const snapshot = snapshots.shift()
      if (snapshot) replica.accept(structuredClone(snapshot))
    },
    deliverCommand() {
      const command = commands.shift()
      if (command) hear({ type: 'command', command })
    },
    /** Delivers all that is under way, and what comes of it. */
    async drain() {
      do {
        while (commands.length > 0) this.deliverCommand()
        await flushPromises()
        while (snapshots.length > 0) this.deliverSnapshot()
        await flushPromises()
      } while (commands.length > 0 || snapshots.length > 0)
    },
  }
}
export type AlertTestbed = ReturnType<typeof createAlertTestbed>
