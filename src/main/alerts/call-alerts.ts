import type { CallDecision, ActionResult, IncomingCallView, DoNotDisturb } from '../../shared/ipc/contract.ts'
import {
  alertsFor,
  escalate,
  type Alerts,
  type AlertEscalation,
  type AlertEscalationEvent,
  type NotificationStatus,
} from '../../shared/domain/alert-escalation.ts'
import { ringingCalls, type CallId, type Phone, type Timestamp } from '../../shared/domain/phone.ts'
import { incomingCallView } from '../../shared/domain/incoming-call-view.ts'
import { disposeAll, type Disposable } from '../lib/disposable.ts'
import type { Log } from '../lib/log.ts'
import type { IncomingCallWindow } from '../windows/incoming-call-window.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Timers } from '../lib/timers.ts'

export interface CallAlertsDeps {
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly doNotDisturb: () => DoNotDisturb
  readonly country: string
  readonly incomingCallWindow: Pick<IncomingCallWindow, 'show' | 'hide' | 'accepts'>
  /** Called when the taskbar or dock entry should start or stop flashing. */
  readonly onAttention: (wanted: boolean) => void
  readonly onCommand: (command: CallDecision) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** The alerts of each ringing call beyond its notification, derived from the phone and from the status of the notifications. */
export interface CallAlerts extends Disposable {
  readonly current: Alerts
  /** The content of the IncomingCallWindow. */
  readonly view: IncomingCallView
  onNotificationStatus(id: CallId, status: NotificationStatus): void
  /** Evaluates again. Call it when do not disturb has changed. */
  refresh(): void
  /** Applies a decision made in the IncomingCallWindow. Refused for a call that it does not show. */
  decide(decision: CallDecision): ActionResult
}

export function createCallAlerts(deps: CallAlertsDeps): CallAlerts {
  const { replica, doNotDisturb, country, incomingCallWindow, onAttention, onCommand, clock, timers, log } =
    deps
  let escalation: AlertEscalation = []
  let current: Alerts = { notified: [], callWindow: [], flash: false, recheckAt: null }
  let view = incomingCallView(replica.phone, [], country)
  let cancelRecheck = () => {}

  const refresh = () => {
    const now = clock()
    const next = alertsFor(escalation, doNotDisturb(), now)
    cancelRecheck()
    if (next.recheckAt !== null) cancelRecheck = timers.after(next.recheckAt - now, refresh)
    if (next.callWindow.length > current.callWindow.length)
      log.info('The notification of a call is not sufficient: the call window is shown.')
    if (next.flash !== current.flash) onAttention(next.flash)
    escalation = escalate(escalation, { type: 'window-shown', ids: next.callWindow, at: now })
    current = next
    view = incomingCallView(replica.phone, next.callWindow, country)
    if (view.calls.length > 0) incomingCallWindow.show(view)
    else incomingCallWindow.hide()
  }

  const apply = (event: AlertEscalationEvent) => {
    escalation = escalate(escalation, event)
    refresh()
  }
  const onPhone = (phone: Phone) => {
    const ids = ringingCalls(phone).map(({ id }) => id)
    // Without calls and alerts there is nothing to do.
    if (ids.length === 0 && escalation.length === 0) return
    apply({ type: 'ringing', ids, at: clock() })
  }
  const unsubscribe = replica.subscribe((_previous, next) => {
    onPhone(next)
  })

  return {
    get current() {
      return current
    },
    get view() {
      return view
    },
    onNotificationStatus(id, status) {
      apply({ type: 'notification', id, notification: status, at: clock() })
    },
    refresh,
    decide(decision) {
      const shows = view.calls.some(({ id }) => id === decision.id)
      if (!shows) return { ok: false, problem: 'That call does not ring any more.' }
      // The page refuses such a press as well. This check also covers a message that was sent before the page could refuse it.
      if (!incomingCallWindow.accepts(decision.id))
        return { ok: false, problem: 'The call has only just appeared.' }
      onCommand(decision)
      return { ok: true }
    },
    dispose: disposeAll(unsubscribe, () => {
      apply({ type: 'ringing', ids: [], at: clock() })
    }),
  }
}
