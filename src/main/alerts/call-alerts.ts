import type { Answer, Done, PopupView, Quiet } from '../../shared/ipc/contract.ts'
import {
  alertsFor,
  climb,
  type Alerts,
  type Ladder,
  type LadderEvent,
  type Notice,
} from '../../shared/domain/alert-escalation.ts'
import { ringingCalls, type CallId, type Phone, type Timestamp } from '../../shared/domain/phone.ts'
import { popupViewFor } from '../../shared/domain/incoming-call-view.ts'
import type { Log } from '../lib/log.ts'
import type { Popup } from '../windows/incoming-call-window.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Timers } from '../lib/timers.ts'

export interface AlertEdges {
  readonly replica: Pick<Replica, 'phone' | 'subscribe'>
  readonly quiet: () => Quiet
  readonly country: string
  readonly popup: Pick<Popup, 'show' | 'hide' | 'accepts'>
  /** Whether the taskbar or dock should draw the eye; told when that changes. */
  readonly onAttention: (wanted: boolean) => void
  readonly onCommand: (command: Answer) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** What alerts the person to each ringing call, beyond the notification: a projection of the phone and its notices. */
export interface CallAlerts {
  readonly current: Alerts
  /** What the small call window shows now. */
  readonly view: PopupView
  notice(id: CallId, notice: Notice): void
  /** Looks again: something else that matters, such as do-not-disturb, has changed. */
  look(): void
  /** What the person pressed in the small call window. Only about calls it shows. */
  answer(answer: Answer): Done
  /** Takes every alert away, for good. */
  stop(): void
}

export function createAlerts(edges: AlertEdges): CallAlerts {
  const { replica, quiet, country, popup, onAttention, onCommand, clock, timers, log } = edges
  let ladder: Ladder = []
  let current: Alerts = { notified: [], popup: [], flash: false, wakeAt: null }
  let view = popupViewFor(replica.phone, [], country)
  let calledOff = () => {}

  const look = () => {
    const now = clock()
    const next = alertsFor(ladder, quiet(), now)
    calledOff()
    if (next.wakeAt !== null) calledOff = timers.after(next.wakeAt - now, look)
    if (next.popup.length > current.popup.length)
      log.info('The notification of a call is not enough: the call window.')
    if (next.flash !== current.flash) onAttention(next.flash)
    ladder = climb(ladder, { type: 'up', ids: next.popup, at: now })
    current = next
    view = popupViewFor(replica.phone, next.popup, country)
    if (view.calls.length > 0) popup.show(view)
    else popup.hide()
  }

  const hear = (event: LadderEvent) => {
    ladder = climb(ladder, event)
    look()
  }
  const follow = (phone: Phone) => {
    const ids = ringingCalls(phone).map(({ id }) => id)
    // An idle phone has nothing to alert to, and nothing to put right.
    if (ids.length === 0 && ladder.length === 0) return
    hear({ type: 'ringing', ids, at: clock() })
  }
  const unsubscribe = replica.subscribe((_previous, next) => {
    follow(next)
  })

  return {
    get current() {
      return current
    },
    get view() {
      return view
    },
    notice(id, notice) {
      hear({ type: 'notice', id, notice, at: clock() })
    },
    look,
    answer(answer) {
      const shows = view.calls.some(({ id }) => id === answer.id)
      if (!shows) return { ok: false, problem: 'That call does not ring any more.' }
      // The page refuses such a press as well. This check also covers a message that was sent before the page could refuse it.
      if (!popup.accepts(answer.id)) return { ok: false, problem: 'The call has only just appeared.' }
      onCommand(answer)
      return { ok: true }
    },
    stop() {
      unsubscribe()
      hear({ type: 'ringing', ids: [], at: clock() })
    },
  }
}
