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
import { disposeAll, type Disposable } from '../lib/disposable.ts'
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
  /** Places a test call to this client; null if the connection cannot. */
  readonly callMe: () => Connection['callMe']
  /** Whether the page of the main window plays sound. */
  readonly audible: () => boolean
  readonly onCommand: (command: Command) => void
  /** The person pressed the notification itself: the main window opens. */
  readonly onOpenByNotification: (activationToken: string | null) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** All alerts of ringing calls outside the main window. `dispose` resolves when the notifications are closed. */
export interface IncomingCallAlerts extends Disposable {
  /** The web contents of the IncomingCallWindow, while it is open. */
  readonly contents: Contents | undefined
  readonly view: IncomingCallView
  decide(decision: CallDecision): ActionResult
  runSelfTest(): Promise<SelfTestReport>
  /** Sets the state of the microphone, from the health report. */
  setMicrophone(state: HealthReport['microphone']): void
}

/** Creates the notifications, the escalation to the IncomingCallWindow, and the self-test of both. */
export function createIncomingCallAlerts(deps: IncomingCallAlertsDeps): IncomingCallAlerts {
  const { appState, incomingCallWindow, replica, notifier, country, desktop, onCommand, clock, timers, log } =
    deps
  let microphone: HealthReport['microphone'] = 'unknown'
  const doNotDisturb = () => appState.current.doNotDisturb

  const alerts = createCallAlerts({
    replica,
    doNotDisturb,
    country,
    incomingCallWindow,
    onAttention: createAttention(deps.attention),
    onCommand,
    clock,
    timers,
    log,
  })
  const unsubscribe = appState.subscribe(() => {
    alerts.refresh()
  })
  const selfTest = createAlertSelfTest({
    desktop,
    callMe: deps.callMe,
    phone: () => replica.phone,
    doNotDisturb,
    notifier,
    incomingCallWindow: {
      get visible() {
        return incomingCallWindow.visible
      },
      show: (view) => {
        incomingCallWindow.show(view)
      },
      hide() {
        incomingCallWindow.hide()
        // A call may have arrived meanwhile.
        alerts.refresh()
      },
    },
    escalate: (id) => {
      alerts.onNotificationStatus(id, { status: 'insufficient' })
    },
    microphone: () => microphone,
    audible: deps.audible,
    onCommand,
    onProgress: (selfTest) => {
      appState.update({ selfTest })
    },
    clock,
    timers,
  })
  const notifications = createCallNotifications({
    notifier,
    replica,
    country,
    onCommand,
    onOpen: deps.onOpenByNotification,
    appState,
    onNotificationStatus: (id, notice) => {
      selfTest.onNotificationStatus(id, notice)
      alerts.onNotificationStatus(id, notice)
    },
    clock,
    log,
  })

  return {
    get contents() {
      return incomingCallWindow.contents
    },
    get view() {
      return incomingCallWindow.view
    },
    decide: (decision) => alerts.decide(decision),
    runSelfTest: () => selfTest.run(),
    setMicrophone(state) {
      microphone = state
    },
    dispose: disposeAll(
      unsubscribe,
      () => alerts.dispose(),
      () => notifications.dispose(),
    ),
  }
}
