import type {
  CallDecision,
  Command,
  ActionResult,
  HealthReport,
  IncomingCallView,
  SelfTestReport,
} from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Desktop } from '../../shared/messages/alert-advice.ts'
import type { Contents } from '../ipc/trusted-pages.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import type { Connection } from '../connection/connection.ts'
import type { Log } from '../lib/log.ts'
import { createCallNotifications } from '../notifications/call-notifications.ts'
import type { Notifier } from '../notifications/notifier.ts'
import type { IncomingCallWindow } from '../windows/incoming-call-window.ts'
import type { Replica } from '../ipc/replica.ts'
import { createAlertSelfTest } from './alert-self-test.ts'
import type { Timers } from '../lib/timers.ts'
import { createCallAlerts } from './call-alerts.ts'
import { createAttention, type AttentionDeps } from './attention.ts'

export interface IncomingCallAlertsDeps {
  readonly replica: Replica
  readonly appState: AppStateStore
  readonly notifier: Notifier
  readonly incomingCallWindow: IncomingCallWindow
  readonly attention: AttentionDeps
  readonly country: string
  readonly desktop: Desktop
  /** How the line in use has somebody ring here; null where it cannot. */
  readonly callMe: () => Connection['callMe']
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
export interface IncomingCallAlerts {
  /** The small call window, while there is one, and what it shows. */
  readonly contents: Contents | undefined
  readonly view: IncomingCallView
  decide(decide: CallDecision): ActionResult
  runSelfTest(): Promise<SelfTestReport>
  /** What the phone's page knows of the microphone. */
  setMicrophone(state: HealthReport['microphone']): void
  /** Takes every alert away. Resolves when the notifications are gone. */
  stop(): Promise<void>
}

/** The whole ladder: notifications, the small call window behind them, and the test of both. */
export function createIncomingCallAlerts(deps: IncomingCallAlertsDeps): IncomingCallAlerts {
  const { appState, incomingCallWindow, attention, replica } = deps
  let microphone: HealthReport['microphone'] = 'unknown'
  const doNotDisturb = () => appState.current.doNotDisturb

  const alerts = createCallAlerts({ ...deps, doNotDisturb, onAttention: createAttention(attention) })
  const unsubscribe = appState.subscribe(() => {
    alerts.refresh()
  })
  const selfTest = createAlertSelfTest({
    ...deps,
    phone: () => replica.phone,
    doNotDisturb,
    incomingCallWindow: {
      get visible() {
        return incomingCallWindow.visible
      },
      show: (view) => {
        incomingCallWindow.show(view)
      },
      hide() {
        incomingCallWindow.hide()
        // A call may have come meanwhile.
        alerts.refresh()
      },
    },
    escalate: (id) => {
      alerts.onNotificationStatus(id, { status: 'insufficient' })
    },
    microphone: () => microphone,
    onProgress: (ringTest) => {
      appState.update({ selfTest: ringTest })
    },
  })
  const stopNotifications = createCallNotifications({
    ...deps,
    onOpen: deps.onOpenByNotification,
    onNotificationStatus: (id, notice) => {
      selfTest.onNotificationStatus(id, notice)
      alerts.onNotificationStatus(id, notice)
    },
  })

  return {
    get contents() {
      return incomingCallWindow.contents
    },
    get view() {
      return incomingCallWindow.view
    },
    decide: (answer) => alerts.decide(answer),
    runSelfTest: () => selfTest.run(),
    setMicrophone(state) {
      microphone = state
    },
    stop() {
      unsubscribe()
      alerts.stop()
      return stopNotifications()
    },
  }
}
