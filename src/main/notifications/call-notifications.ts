import type { CallDecision, Command } from '../../shared/ipc/contract.ts'
import type { NotificationStatus } from '../../shared/domain/alert-escalation.ts'
import {
  activeCalls,
  ringingCalls,
  type CallId,
  type Phone,
  type Timestamp,
} from '../../shared/domain/phone.ts'
import { isDndOn, notificationsFor, type CallNotification } from '../../shared/domain/selectors.ts'
import type { AppStateStore } from '../ipc/app-state-store.ts'
import { disposableOf, type Disposable } from '../lib/disposable.ts'
import type { Log } from '../lib/log.ts'
import type { Replica } from '../ipc/replica.ts'
import { callActions, callActionsInCall, type Notifier, type NotifierEvent } from './notifier.ts'

export interface CallNotificationsDeps {
  readonly notifier: Notifier
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly country: string
  readonly onCommand: (command: Command) => void
  /** The person pressed the notification itself. */
  readonly onOpen: (activationToken: string | null) => void
  /** During do not disturb nothing is shown. Default: do not disturb is off. */
  readonly appState?: Pick<AppStateStore, 'current' | 'subscribe'>
  /** Called with each status of the notification of a ringing call. */
  readonly onNotificationStatus?: (id: CallId, notice: NotificationStatus) => void
  readonly clock: () => Timestamp
  readonly log: Log
}

/** What is on the screen for one ringing call. */
interface Shown {
  readonly notification: CallNotification
  readonly times: number
}

const COMMANDS: Readonly<Record<string, CallDecision['type']>> = {
  accept: 'accept',
  'end-and-accept': 'accept',
  reject: 'reject',
}

/** A notification that the server closes by itself is shown again at most this often. */
const MAX_SHOWS = 30

/** Shows a notification with Accept and Reject for each ringing call. `dispose` closes all of them. */
export function createCallNotifications(deps: CallNotificationsDeps): Disposable {
  const { notifier, replica, country, onCommand, onOpen, onNotificationStatus, appState, clock, log } = deps
  const shown = new Map<CallId, Shown>()
  /** The calls with a pressed button: only the first press counts. */
  const claimed = new Set<CallId>()

  const show = async (notification: CallNotification) => {
    const { callId: key, title, body, endsActiveCall } = notification
    const actions = endsActiveCall ? callActionsInCall() : callActions()
    const since = clock()
    shown.set(key, { notification, times: (shown.get(key)?.times ?? 0) + 1 })
    onNotificationStatus?.(key, { status: 'requested' })
    const result = await notifier.show({ key, kind: 'call', title, body, actions })
    const isCurrent = shown.get(key)?.notification === notification
    if (result.status === 'failed') {
      if (isCurrent) onNotificationStatus?.(key, { status: 'failed' })
      return log.warn(`The notification of a call was not shown: ${result.reason}`)
    }
    if (isCurrent) onNotificationStatus?.(key, { status: 'shown', buttons: result.buttons })
    const buttons = result.buttons ? 'with Accept and Reject' : 'without visible buttons'
    log.info(`${result.by} shows the notification of a call ${buttons}, after ${result.at - since} ms.`)
  }

  const update = (phone: Phone) => {
    const wanted = appState && isDndOn(appState.current.doNotDisturb) ? [] : notificationsFor(phone, country)
    const keys = new Set(wanted.map(({ callId }) => callId))
    for (const key of shown.keys()) {
      if (keys.has(key)) continue
      shown.delete(key)
      claimed.delete(key)
      void notifier.close(key)
    }
    for (const notification of wanted) {
      const known = shown.get(notification.callId)?.notification
      if (known && isSame(known, notification)) continue
      void show(notification)
    }
  }

  const isRinging = (key: CallId) => ringingCalls(replica.phone).some(({ id }) => id === key)

  const onEvent = (event: NotifierEvent) => {
    switch (event.type) {
      case 'available':
        for (const { notification } of shown.values()) void show(notification)
        return
      case 'changed':
        return
      case 'closed': {
        const known = shown.get(event.key)
        if (!known || claimed.has(event.key) || !isRinging(event.key)) return
        onNotificationStatus?.(event.key, { status: 'closed' })
        const byItself = event.reason === 'expired' || event.reason === 'server-gone'
        if (byItself && known.times < MAX_SHOWS) void show(known.notification)
        return
      }
      case 'action':
        if (!shown.has(event.key)) return
        if (event.action === 'open') return onOpen(event.activationToken ?? null)
        // Meanwhile the call may have ended or have been accepted in the window.
        if (!isRinging(event.key) || claimed.has(event.key)) return
        // The button was pressed before its label could say that it ends the new call, so the window asks again.
        if (event.action === 'accept' && activeCalls(replica.phone).length > 0)
          return onOpen(event.activationToken ?? null)
        const answer = COMMANDS[event.action]
        if (!answer) return
        claimed.add(event.key)
        onNotificationStatus?.(event.key, { status: 'pressed' })
        onCommand({ type: answer, id: event.key })
    }
  }

  const unsubscribeReplica = replica.subscribe((_previous, next) => {
    update(next)
  })
  const unsubscribeAppState = appState?.subscribe(() => {
    update(replica.phone)
  })
  const unsubscribeNotifier = notifier.on(onEvent)
  return disposableOf(
    unsubscribeReplica,
    () => unsubscribeAppState?.(),
    unsubscribeNotifier,
    () => {
      const keys = [...shown.keys()]
      shown.clear()
      return Promise.all(keys.map((key) => notifier.close(key)))
    },
  )
}

function isSame(a: CallNotification, b: CallNotification): boolean {
  return a.title === b.title && a.body === b.body && a.endsActiveCall === b.endsActiveCall
}
