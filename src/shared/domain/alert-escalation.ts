import { ESCALATION_TIMEOUT_MS } from './alert-timing.ts'
import type { DoNotDisturb } from '../ipc/app-state.ts'
import type { CallId, Timestamp } from './phone.ts'

/**
 * How a ringing call makes itself known, step by step. First a notification with Accept and Reject; where that does
 * not do, a small call window on top of everything, for as long as the call rings.
 *
 *     ringing ──> notification ──> popup        never back down while the same call rings: a window that goes
 *                                               away under the pointer is worse than one too many
 */

/** What became of the notification of one call. */
export type NotificationStatus =
  /** The notification was requested from the notification server. */
  | { readonly status: 'requested' }
  /** It is on the screen. `buttons`: Accept and Reject can be seen on it. */
  | { readonly status: 'shown'; readonly buttons: boolean }
  /** The notification could not be shown. */
  | { readonly status: 'failed' }
  /** The notification was shown and closed without a button press. */
  | { readonly status: 'closed' }
  /** Accept or Reject was pressed on it: the call should stop ringing at once. */
  | { readonly status: 'pressed' }
  /** The next step is wanted whatever the notification does. */
  | { readonly status: 'insufficient' }

/** Where one ringing call stands. */
interface CallAlert {
  readonly callId: CallId
  readonly notification: NotificationStatus['status']
  /** When the small call window is due, or null as long as the notification does. */
  readonly windowDueAt: Timestamp | null
  /** Since when the notification has been on the screen. */
  readonly shownAt: Timestamp | null
}

/** One rung for each ringing call, oldest call first. */
export type AlertEscalation = readonly CallAlert[]

export type AlertEscalationEvent =
  /** The calls that ring now, oldest first. */
  | { readonly type: 'ringing'; readonly ids: readonly CallId[]; readonly at: Timestamp }
  | {
      readonly type: 'notification'
      readonly id: CallId
      readonly notification: NotificationStatus
      readonly at: Timestamp
    }
  /** The call window shows these calls, for whatever reason: it keeps them until they stop ringing. */
  | { readonly type: 'window-shown'; readonly ids: readonly CallId[]; readonly at: Timestamp }

/** What should alert the person now. */
export interface Alerts {
  /** Calls whose notification is enough, and calls that are in the small window too; oldest first. */
  readonly notified: readonly CallId[]
  readonly callWindow: readonly CallId[]
  /** The taskbar or dock draws the eye. */
  readonly flash: boolean
  /** When to look again though nothing has happened, or null. */
  readonly recheckAt: Timestamp | null
}

/** Returns the escalation after an event: the same reference when the event changes nothing. */
export function escalate(alerts: AlertEscalation, event: AlertEscalationEvent): AlertEscalation {
  if (event.type === 'ringing') return withRinging(alerts, event.ids, event.at)
  if (event.type === 'window-shown') return withWindowShown(alerts, event.ids, event.at)
  const rung = alerts.find(({ callId }) => callId === event.id)
  if (!rung) return alerts
  const next = withNotification(rung, event.notification, event.at)
  return alerts.map((other) => (other === rung ? next : other))
}

function withRinging(alerts: AlertEscalation, ids: readonly CallId[], at: Timestamp): AlertEscalation {
  if (ids.length === alerts.length && ids.every((id, index) => alerts[index]?.callId === id)) return alerts
  return ids.map(
    (callId) =>
      alerts.find((rung) => rung.callId === callId) ?? {
        callId,
        notification: 'requested',
        windowDueAt: at + ESCALATION_TIMEOUT_MS.reply,
        shownAt: null,
      },
  )
}

function withWindowShown(alerts: AlertEscalation, ids: readonly CallId[], at: Timestamp): AlertEscalation {
  const isNew = (rung: CallAlert) =>
    ids.includes(rung.callId) && (rung.windowDueAt === null || rung.windowDueAt > at)
  return alerts.some(isNew)
    ? alerts.map((rung) => (isNew(rung) ? { ...rung, windowDueAt: at } : rung))
    : alerts
}

function withNotification(alert: CallAlert, notification: NotificationStatus, at: Timestamp): CallAlert {
  const isUp = alert.windowDueAt !== null && alert.windowDueAt <= at
  const due = windowDueAfter(notification, at)
  const sooner = due === null || alert.windowDueAt === null ? due : Math.min(due, alert.windowDueAt)
  // A notification that works again cancels the window, unless the window is already open.
  const settles = notification.status === 'pressed' || due === null
  return {
    callId: alert.callId,
    notification: notification.status,
    windowDueAt: isUp ? alert.windowDueAt : settles ? due : sooner,
    shownAt: notification.status === 'shown' ? (alert.shownAt ?? at) : null,
  }
}

function windowDueAfter(notification: NotificationStatus, at: Timestamp): Timestamp | null {
  switch (notification.status) {
    case 'requested':
      return at + ESCALATION_TIMEOUT_MS.reply
    case 'shown':
      return notification.buttons ? null : at
    case 'closed':
      return at + ESCALATION_TIMEOUT_MS.closed
    case 'pressed':
      return at + ESCALATION_TIMEOUT_MS.pressed
    case 'failed':
    case 'insufficient':
      return at
  }
}

/** What should alert the person at this moment. With do-not-disturb on: nothing at all. */
export function alertsFor(alerts: AlertEscalation, dnd: DoNotDisturb, now: Timestamp): Alerts {
  const over = dndEndsAt(dnd, now)
  if (over !== null) {
    return {
      notified: [],
      callWindow: [],
      flash: false,
      recheckAt: alerts.length > 0 && over < Infinity ? over : null,
    }
  }
  const dues = alerts.map((rung) => ({ callId: rung.callId, at: windowTime(rung, dnd) }))
  const popup = dues.filter(({ at }) => at <= now).map(({ callId }) => callId)
  const later = dues.filter(({ at }) => at > now && at < Infinity).map(({ at }) => at)
  return {
    notified: alerts.filter(({ callId }) => !popup.includes(callId)).map(({ callId }) => callId),
    callWindow: popup,
    // The system's own do-not-disturb still lets the window say who calls, and nothing blink.
    flash: alerts.length > 0 && dnd.system !== 'on',
    recheckAt: later.length > 0 ? Math.min(...later) : null,
  }
}

/** When Offhook's own do-not-disturb ends (`Infinity`: when it is turned off), or null while it is not on. */
function dndEndsAt({ until }: DoNotDisturb, now: Timestamp): number | null {
  if (until === null) return null
  if (until === 'turned-off') return Infinity
  return until > now ? until : null
}

function windowTime(alert: CallAlert, { system }: DoNotDisturb): number {
  if (system === 'on') return -Infinity
  const unsure =
    system === 'unknown' && alert.shownAt !== null
      ? alert.shownAt + ESCALATION_TIMEOUT_MS.unknownDnd
      : Infinity
  return Math.min(alert.windowDueAt ?? Infinity, unsure)
}
