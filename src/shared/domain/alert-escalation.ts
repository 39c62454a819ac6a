import type { Quiet } from '../ipc/app-state.ts'
import type { CallId, Timestamp } from './phone.ts'

/**
 * How a ringing call makes itself known, step by step. First a notification with Accept and Reject; where that does
 * not do, a small call window on top of everything, for as long as the call rings.
 *
 *     ringing ──> notification ──> popup        never back down while the same call rings: a window that goes
 *                                               away under the pointer is worse than one too many
 */

/** What became of the notification of one call. */
export type Notice =
  /** It is on its way to whoever shows notifications. */
  | { readonly status: 'asked' }
  /** It is on the screen. `buttons`: Accept and Reject can be seen on it. */
  | { readonly status: 'shown'; readonly buttons: boolean }
  /** Nobody shows it. */
  | { readonly status: 'failed' }
  /** It was there, and went while nobody had pressed anything on it. */
  | { readonly status: 'gone' }
  /** Accept or Reject was pressed on it: the call should stop ringing at once. */
  | { readonly status: 'pressed' }
  /** The next step is wanted whatever the notification does. */
  | { readonly status: 'not-enough' }

/** Where one ringing call stands. */
export interface Rung {
  readonly callId: CallId
  readonly notice: Notice['status']
  /** When the small call window is due, or null as long as the notification does. */
  readonly popupAt: Timestamp | null
  /** Since when the notification has been on the screen. */
  readonly shownAt: Timestamp | null
}

/** One rung for each ringing call, oldest call first. */
export type Ladder = readonly Rung[]

export type LadderEvent =
  /** The calls that ring now, oldest first. */
  | { readonly type: 'ringing'; readonly ids: readonly CallId[]; readonly at: Timestamp }
  | { readonly type: 'notice'; readonly id: CallId; readonly notice: Notice; readonly at: Timestamp }
  /** The call window shows these calls, for whatever reason: it keeps them until they stop ringing. */
  | { readonly type: 'up'; readonly ids: readonly CallId[]; readonly at: Timestamp }

/** All patience in milliseconds. */
export const PATIENCE = {
  /** For the server to say that it shows a notification. */
  answer: 700,
  /** Some servers close a notification a moment before they say what was pressed on it. */
  closed: 200,
  /** For a pressed Accept or Reject to reach the call. */
  pressed: 2_000,
  /** For somebody to react where nobody knows whether the system holds notifications back. */
  unsure: 6_000,
} as const

/** What should alert the person now. */
export interface Alerts {
  /** Calls whose notification is enough, and calls that are in the small window too; oldest first. */
  readonly notified: readonly CallId[]
  readonly popup: readonly CallId[]
  /** The taskbar or dock draws the eye. */
  readonly flash: boolean
  /** When to look again though nothing has happened, or null. */
  readonly wakeAt: Timestamp | null
}

/** The ladder after an event. The same reference when the event changes nothing. */
export function climb(ladder: Ladder, event: LadderEvent): Ladder {
  if (event.type === 'ringing') return follow(ladder, event.ids, event.at)
  if (event.type === 'up') return stay(ladder, event.ids, event.at)
  const rung = ladder.find(({ callId }) => callId === event.id)
  if (!rung) return ladder
  const next = step(rung, event.notice, event.at)
  return ladder.map((other) => (other === rung ? next : other))
}

function follow(ladder: Ladder, ids: readonly CallId[], at: Timestamp): Ladder {
  if (ids.length === ladder.length && ids.every((id, index) => ladder[index]?.callId === id)) return ladder
  return ids.map(
    (callId) =>
      ladder.find((rung) => rung.callId === callId) ?? {
        callId,
        notice: 'asked',
        popupAt: at + PATIENCE.answer,
        shownAt: null,
      },
  )
}

function stay(ladder: Ladder, ids: readonly CallId[], at: Timestamp): Ladder {
  const isNew = (rung: Rung) => ids.includes(rung.callId) && (rung.popupAt === null || rung.popupAt > at)
  return ladder.some(isNew) ? ladder.map((rung) => (isNew(rung) ? { ...rung, popupAt: at } : rung)) : ladder
}

function step(rung: Rung, notice: Notice, at: Timestamp): Rung {
  const isUp = rung.popupAt !== null && rung.popupAt <= at
  const due = dueAt(notice, at)
  const sooner = due === null || rung.popupAt === null ? due : Math.min(due, rung.popupAt)
  // What makes up for trouble calls the window off, unless it is there already.
  const settles = notice.status === 'pressed' || due === null
  return {
    callId: rung.callId,
    notice: notice.status,
    popupAt: isUp ? rung.popupAt : settles ? due : sooner,
    shownAt: notice.status === 'shown' ? (rung.shownAt ?? at) : null,
  }
}

function dueAt(notice: Notice, at: Timestamp): Timestamp | null {
  switch (notice.status) {
    case 'asked':
      return at + PATIENCE.answer
    case 'shown':
      return notice.buttons ? null : at
    case 'gone':
      return at + PATIENCE.closed
    case 'pressed':
      return at + PATIENCE.pressed
    case 'failed':
    case 'not-enough':
      return at
  }
}

/** What should alert the person at this moment. With do-not-disturb on: nothing at all. */
export function alertsFor(ladder: Ladder, quiet: Quiet, now: Timestamp): Alerts {
  const over = quietUntil(quiet, now)
  if (over !== null) {
    return {
      notified: [],
      popup: [],
      flash: false,
      wakeAt: ladder.length > 0 && over < Infinity ? over : null,
    }
  }
  const dues = ladder.map((rung) => ({ callId: rung.callId, at: popupAt(rung, quiet) }))
  const popup = dues.filter(({ at }) => at <= now).map(({ callId }) => callId)
  const later = dues.filter(({ at }) => at > now && at < Infinity).map(({ at }) => at)
  return {
    notified: ladder.filter(({ callId }) => !popup.includes(callId)).map(({ callId }) => callId),
    popup,
    // The system's own do-not-disturb still lets the window say who calls, and nothing blink.
    flash: ladder.length > 0 && quiet.system !== 'on',
    wakeAt: later.length > 0 ? Math.min(...later) : null,
  }
}

/** When Offhook's own do-not-disturb ends (`Infinity`: when it is turned off), or null while it is not on. */
function quietUntil({ until }: Quiet, now: Timestamp): number | null {
  if (until === null) return null
  if (until === 'turned-off') return Infinity
  return until > now ? until : null
}

function popupAt(rung: Rung, { system }: Quiet): number {
  if (system === 'on') return -Infinity
  const unsure = system === 'unknown' && rung.shownAt !== null ? rung.shownAt + PATIENCE.unsure : Infinity
  return Math.min(rung.popupAt ?? Infinity, unsure)
}
