import type { DoNotDisturb, RecentCall } from '../ipc/app-state.ts'
import { timeText } from '../messages/format.ts'
import { t } from '../messages/translate.ts'
import { redialText } from './dial/redial-text.ts'
import { displayAddress, displayName } from './party.ts'
import {
  activeCalls,
  ringingCalls,
  type CallId,
  type EndedCall,
  type EndReason,
  type LiveCall,
  type Phone,
  type Timestamp,
} from './phone.ts'

/** The native notification of one ringing call. Plain text: the adapter escapes it as its server needs. */
export interface CallNotification {
  readonly callId: CallId
  readonly title: string
  readonly body: string
  /** Accepting ends the current call; the label of the button says so. */
  readonly endsActiveCall: boolean
}

/** The notifications that should be on the screen now: one for each ringing call, oldest first. */
export function notificationsFor(phone: Phone, country: string): readonly CallNotification[] {
  const endsActiveCall = activeCalls(phone).length > 0
  return ringingCalls(phone).map((call) => {
    const title = displayName(call.party, country)
    const address = displayAddress(call.party, country)
    const body =
      address === null || address === title
        ? t('notification.calling')
        : t('notification.address-calling', {
            address: `${address.charAt(0).toUpperCase()}${address.slice(1)}`,
          })
    return { callId: call.id, title, body, endsActiveCall }
  })
}

/** How the latest call that is worth a word ended. */
export function latestEnded({ ended }: Phone): EndedCall | undefined {
  return ended.find((call) => !call.isTestCall)
}

/** Calls that ended between two snapshots, oldest first: each ended call appears once, whatever was skipped. */
export function endedBetween(previous: Phone, next: Phone): readonly EndedCall[] {
  const known = new Set(previous.ended.map(({ id }) => id))
  return next.ended.filter(({ id }) => !known.has(id)).toReversed()
}

/** Whether an incoming call was missed: it was not answered, or it was rejected by do not disturb. */
export function isMissed({ direction, endReason }: Pick<EndedCall, 'direction' | 'endReason'>): boolean {
  return direction === 'incoming' && (endReason === 'missed' || endReason === 'rejected-dnd')
}

/**
 * Calls that were there and are no longer, without having ended: the phone itself died under them. They are over
 * for the person, and this is how: oldest first.
 */
export function orphanedBetween(previous: Phone, next: Phone, at: Timestamp): readonly EndedCall[] {
  const known = new Set([...next.calls, ...next.ended].map(({ id }) => id))
  return previous.calls.flatMap((call): EndedCall[] => {
    if (known.has(call.id)) return []
    return [toEndedCall(call, call.state === 'ringing' ? 'missed' : 'connection-lost', at)]
  })
}

/** A call that is not over as what it would be if nothing more were ever heard of it. */
export function toEndedCall(call: LiveCall, endReason: EndReason, at: Timestamp): EndedCall {
  const { id, sid, party, direction, startedAt } = call
  const testCall = call.isTestCall ? ({ isTestCall: true } as const) : {}
  const facts = { id, sid, party, direction, startedAt, ...testCall }
  const openedAt = 'connectedAt' in call ? call.connectedAt : null
  return { ...facts, state: 'ended', connectedAt: openedAt, endedAt: at, endReason, detail: null }
}

/** Whether do-not-disturb is on, as the person set it. */
export function isDndOn({ until }: Pick<DoNotDisturb, 'until'>): boolean {
  return until !== null
}

/** Whether a call may be heard: neither Offhook's do-not-disturb nor the system's is on. */
export function isRingAudible(dnd: DoNotDisturb): boolean {
  return !isDndOn(dnd) && dnd.system !== 'on'
}

/** How many missed calls the person has not had before them yet. */
export function unseenMissedCount(recents: readonly RecentCall[]): number {
  return recents.filter((call) => call.unseen && isMissed(call)).length
}

/** Whether the computer has to stay awake: while there is any call that is not over. */
export function keepsAwake(phone: Phone): boolean {
  return phone.calls.length > 0
}

/** What to say about one caller's missed calls. */
export interface MissedCallNotification {
  /** One caller, one key. */
  readonly key: string
  readonly title: string
  readonly body: string
  /** What to dial to call back; null when the caller withheld who they are. */
  readonly callBack: string | null
}

/** Further callers are in the list of recent calls, and in the count. */
const MAX_MISSED_CALL_NOTIFICATIONS = 5

/** Notices of the calls missed since `since` and not seen yet: one for each caller, the latest caller first. */
export function missedCallNotifications(
  recents: readonly RecentCall[],
  since: Timestamp,
  country: string,
): readonly MissedCallNotification[] {
  const callers = new Map<string, RecentCall[]>()
  for (const call of recents) {
    if (!call.unseen || !isMissed(call) || call.endedAt < since) continue
    const key = `missed:${call.party.kind}:${call.party.address}`
    callers.set(key, [...(callers.get(key) ?? []), call])
  }
  return [...callers].slice(0, MAX_MISSED_CALL_NOTIFICATIONS).flatMap(([key, [latest, ...others]]) => {
    if (!latest) return []
    const who = displayName(latest.party, country)
    const address = displayAddress(latest.party, country)
    const number = address === null || address === who ? [] : [address]
    const count = others.length + 1
    const when = t(count === 1 ? 'notification.missed.at' : 'notification.missed.last-at', {
      time: timeText(latest.startedAt),
    })
    return [
      {
        key,
        title: t('notification.missed.title', { count, who }),
        body: [...number, when].join(' · '),
        callBack: redialText(latest.party, country),
      },
    ]
  })
}
