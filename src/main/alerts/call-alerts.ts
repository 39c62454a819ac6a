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
import type { Log } from '../lib/log.ts'
import type { IncomingCallWindow } from '../windows/incoming-call-window.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Timers } from '../lib/timers.ts'

export interface CallAlertsDeps {
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly doNotDisturb: () => DoNotDisturb
  readonly country: string
  readonly incomingCallWindow: Pick<IncomingCallWindow, 'show' | 'hide' | 'accepts'>
  /** Whether the taskbar or dock should draw the eye; told when that changes. */
  readonly onAttention: (wanted: boolean) => void
  readonly onCommand: (command: CallDecision) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** What alerts the person to each ringing call, beyond the notification: a projection of the phone and its notices. */
export interface CallAlerts {
  readonly current: Alerts
  /** What the small call window shows now. */
  readonly view: IncomingCallView
  onNotificationStatus(id: CallId, onNotificationStatus: NotificationStatus): void
  /** Looks again: something else that matters, such as do-not-disturb, has changed. */
  refresh(): void
  /** What the person pressed in the small call window. Only about calls it shows. */
  decide(decide: CallDecision): ActionResult
  /** Takes every alert away, for good. */
  stop(): void
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
      log.info('The notification of a call is not enough: the call window.')
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
    // An idle phone has nothing to alert to, and nothing to put right.
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
    onNotificationStatus(id, notice) {
      apply({ type: 'notification', id, notification: notice, at: clock() })
    },
    refresh,
    decide(answer) {
      const shows = view.calls.some(({ id }) => id === answer.id)
      if (!shows) return { ok: false, problem: 'That call does not ring any more.' }
      // The page refuses such a press as well. This check also covers a message that was sent before the page could refuse it.
      if (!incomingCallWindow.accepts(answer.id))
        return { ok: false, problem: 'The call has only just appeared.' }
      onCommand(answer)
      return { ok: true }
    },
    stop() {
      unsubscribe()
      apply({ type: 'ringing', ids: [], at: clock() })
    },
  }
}
