import type { HealthReport, ReachabilityIssue, Reachability } from '../ipc/app-state.ts'
import type { Line, Timestamp } from './phone.ts'
import { ACTIVITY_FRESH_MS, ACKNOWLEDGEMENT_FRESH_MS } from './signalling-timing.ts'

/** Everything a verdict on reachability rests on. Times in milliseconds by this computer's clock. */
export interface ReachabilityInputs {
  /** What the renderer knows first-hand; null while there is none. */
  readonly health: HealthReport | null
  readonly registration: Line
  /** Whether the exchange is on this computer, and so needs no network. */
  readonly isLocal: boolean
  /** The life of the ticket in use; null while there is none. */
  readonly token: { readonly receivedAt: Timestamp; readonly expiresAt: Timestamp } | null
  /** What the desktop can show of a call. `unknown`: it has not been asked yet. */
  readonly notifications: 'with-buttons' | 'without-buttons' | 'none' | 'unknown'
}

/** A ticket is renewed at three quarters of its life: at this part of it, that is not working. */
const REFRESH_OVERDUE_AT = 0.9

type Evaluation = Pick<Reachability, 'status' | 'issue'>

/**
 * Whether a call would really arrive now, and be noticed. Pure. A `yes` rests on fresh evidence for everything;
 * of several obstacles the worst is named. `since` is `now`: `following` keeps the older one where nothing changed.
 */
export function evaluateReachability(inputs: ReachabilityInputs, now: Timestamp): Reachability {
  const blocking = blockingIssue(inputs, now)
  if (blocking) return { status: 'unreachable', issue: blocking, since: now }
  const degrading = degradingIssue(inputs, now)
  return { status: degrading ? 'degraded' : 'reachable', issue: degrading, since: now }
}

/** The next reach after this one: what lasts keeps its beginning, whichever obstacle is the worst meanwhile. */
export function carryOverSince(previous: Reachability, next: Reachability): Reachability {
  return previous.status === next.status ? { ...next, since: Math.min(previous.since, next.since) } : next
}

export function sameReachability(a: Evaluation, b: Evaluation): boolean {
  return a.status === b.status && a.issue === b.issue
}

/** When the verdict may change by nothing but the passing of time; null when it cannot. Always after `now`. */
export function nextExpiry(
  { health: evidence, token: ticket }: ReachabilityInputs,
  now: Timestamp,
): Timestamp | null {
  const expiries: Timestamp[] = []
  if (evidence && evidence.lastMessageAt !== null) expiries.push(evidence.lastMessageAt + ACTIVITY_FRESH_MS)
  if (evidence && evidence.acknowledgedAt !== null)
    expiries.push(evidence.acknowledgedAt + ACKNOWLEDGEMENT_FRESH_MS)
  if (ticket) expiries.push(overdueAt(ticket), ticket.expiresAt)
  // Fresh up to and with that moment, and not a millisecond longer.
  const ahead = expiries.map((at) => Math.floor(at) + 1).filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

/** What keeps calls from arriving, worst first. */
function blockingIssue(
  { health: evidence, registration: line, isLocal: local, token: ticket }: ReachabilityInputs,
  now: Timestamp,
): ReachabilityIssue | null {
  if (line.state === 'offline' && line.reason === 'renderer-gone') return 'renderer-gone'
  if (line.state === 'rejected') return 'sign-in-failed'
  if (line.state === 'offline' && line.reason === 'network') return 'no-network'
  if (evidence?.online === false && !local) return 'no-network'
  if (line.state === 'offline' && UNREACHABLE.has(line.reason)) return 'service-unreachable'
  if (line.state !== 'registered') return 'not-registered'
  // Renewed in time it would not have expired: whoever gives tickets cannot be reached.
  if (ticket && now > ticket.expiresAt) return 'service-unreachable'
  if (!ticket) return 'not-registered'
  // If signs of life cannot be observed, their absence is not evidence.
  if (evidence?.observed === false) return null
  if (!isFresh(evidence?.lastMessageAt ?? null, ACTIVITY_FRESH_MS, now)) return 'signalling-silent'
  if (!isFresh(evidence?.acknowledgedAt ?? null, ACKNOWLEDGEMENT_FRESH_MS, now)) return 'not-registered'
  return null
}

/** What would go wrong with a call that arrives, worst first. */
function degradingIssue(
  { health: evidence, token: ticket, notifications }: ReachabilityInputs,
  now: Timestamp,
): ReachabilityIssue | null {
  if (ticket && now > overdueAt(ticket)) return 'token-expiring'
  if (evidence?.microphone === 'denied') return 'microphone-denied'
  if (evidence?.microphone === 'missing') return 'microphone-missing'
  if (notifications === 'none') return 'no-notifications'
  if (notifications === 'without-buttons') return 'notifications-without-buttons'
  return null
}

const UNREACHABLE: ReadonlySet<string> = new Set(['token-service-unreachable', 'signalling-unreachable'])

function overdueAt({ receivedAt, expiresAt }: NonNullable<ReachabilityInputs['token']>): Timestamp {
  return receivedAt + (expiresAt - receivedAt) * REFRESH_OVERDUE_AT
}

/** A sign from the future is one from before the clock was put back: it proves nothing. */
function isFresh(at: Timestamp | null, forMs: number, now: Timestamp): boolean {
  return at !== null && now - at <= forMs && at - now <= CLOCK_SLACK_MS
}

/** Both processes read the same clock, one a moment later. */
const CLOCK_SLACK_MS = 1_000
