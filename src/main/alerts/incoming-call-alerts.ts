import type { Answer, Command, Done, Evidence, PopupView, RingReport } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Desktop } from '../../shared/messages/alert-advice.ts'
import type { Contents } from '../ipc/trusted-pages.ts'
import type { HouseBoard } from '../ipc/app-state-store.ts'
import type { LineSource } from '../connection/connection.ts'
import type { Log } from '../lib/log.ts'
import { createNotifications } from '../notifications/call-notifications.ts'
import type { Notifier } from '../notifications/notifier.ts'
import type { Popup } from '../windows/incoming-call-window.ts'
import type { Replica } from '../ipc/replica.ts'
import { createRingTest } from './alert-self-test.ts'
import type { Timers } from '../lib/timers.ts'
import { createAlerts } from './call-alerts.ts'
import { createAttention, type AttentionEdges } from './attention.ts'

export interface AlertToCallsEdges {
  readonly replica: Replica
  readonly house: HouseBoard
  readonly notifier: Notifier
  readonly popup: Popup
  readonly attention: AttentionEdges
  readonly country: string
  readonly desktop: Desktop
  /** How the line in use has somebody ring here; null where it cannot. */
  readonly callMe: () => LineSource['callMe']
  /** Whether the phone's page sends sound to a loudspeaker. */
  readonly audible: () => boolean
  readonly onCommand: (command: Command) => void
  /** The person pressed the notification itself: the main window opens. */
  readonly onOpenByNotification: (activationToken: string | null) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** Everything that tells the person of a ringing call, outside the phone's own window. */
export interface CallAlerting {
  /** The small call window, while there is one, and what it shows. */
  readonly contents: Contents | undefined
  readonly view: PopupView
  answer(answer: Answer): Done
  testRing(): Promise<RingReport>
  /** What the phone's page knows of the microphone. */
  microphone(state: Evidence['microphone']): void
  /** Takes every alert away. Resolves when the notifications are gone. */
  stop(): Promise<void>
}

/** The whole ladder: notifications, the small call window behind them, and the test of both. */
export function alertToCalls(edges: AlertToCallsEdges): CallAlerting {
  const { house, popup, attention, replica } = edges
  let microphone: Evidence['microphone'] = 'unknown'
  const quiet = () => house.current.quiet

  const alerts = createAlerts({ ...edges, quiet, onAttention: createAttention(attention) })
  const unsubscribe = house.subscribe(() => {
    alerts.look()
  })
  const ringTest = createRingTest({
    ...edges,
    phone: () => replica.phone,
    quiet,
    popup: {
      get visible() {
        return popup.visible
      },
      show: (view) => {
        popup.show(view)
      },
      hide() {
        popup.hide()
        // A call may have come meanwhile.
        alerts.look()
      },
    },
    escalate: (id) => {
      alerts.notice(id, { status: 'not-enough' })
    },
    microphone: () => microphone,
    onProgress: (ringTest) => {
      house.put({ ringTest })
    },
  })
  const stopNotifications = createNotifications({
    ...edges,
    onOpen: edges.onOpenByNotification,
    onNotice: (id, notice) => {
      ringTest.notice(id, notice)
      alerts.notice(id, notice)
    },
  })

  return {
    get contents() {
      return popup.contents
    },
    get view() {
      return popup.view
    },
    answer: (answer) => alerts.answer(answer),
    testRing: () => ringTest.run(),
    microphone(state) {
      microphone = state
    },
    stop() {
      unsubscribe()
      alerts.stop()
      return stopNotifications()
    },
  }
}
