import type { HealthReport, ReachabilityIssue, Reachability } from '../ipc/app-state.ts'
import { REFRESH_OVERDUE_AT } from './token-timing.ts'
import type { Registration, Timestamp } from './phone.ts'
import { ACTIVITY_FRESH_MS, ACKNOWLEDGEMENT_FRESH_MS } from './signalling-timing.ts'

/** Everything a verdict on reachability rests on. Times in milliseconds by this computer's clock. */
export interface ReachabilityInputs {
  /** What the renderer knows first-hand; null while there is none. */
  readonly health: HealthReport | null
  readonly registration: Registration
  /** Whether the exchange is on this computer, and so needs no network. */
  readonly isLocal: boolean
  /** The lifetime of the current access token; null while there is none. */
  readonly token: { readonly receivedAt: Timestamp; readonly expiresAt: Timestamp } | null
  /** What the desktop can show of a call. `unknown`: it has not been asked yet. */
  readonly notifications: 'with-buttons' | 'without-buttons' | 'none' | 'unknown'
}

type Evaluation = Pick<Reachability, 'status' | 'issue'>

/**
 * Evaluates whether a call would arrive now and be noticed. Pure. Of several issues, the worst is returned. `since` is
 * `now`: `carryOverSince` keeps the earlier time while the status stays the same.
 */
export function evaluateReachability(inputs: ReachabilityInputs, now: Timestamp): Reachability {
  const blocking = blockingIssue(inputs, now)
  if (blocking) return { status: 'unreachable', issue: blocking, since: now }
  const degrading = degradingIssue(inputs, now)
  return { status: degrading ? 'degraded' : 'reachable', issue: degrading, since: now }
}

/** Returns the next reachability. While the status stays the same, it keeps its start time, even when the issue changes. */
export function carryOverSince(previous: Reachability, next: Reachability): Reachability {
  return previous.status === next.status ? { ...next, since: Math.min(previous.since, next.since) } : next
}

export function sameReachability(a: Evaluation, b: Evaluation): boolean {
  return a.status === b.status && a.issue === b.issue
}

/** When the verdict may change by nothing but the passing of time; null when it cannot. Always after `now`. */
export function nextExpiry({ health, token }: ReachabilityInputs, now: Timestamp): Timestamp | null {
  const expiries: Timestamp[] = []
  if (health && health.lastMessageAt !== null) expiries.push(health.lastMessageAt + ACTIVITY_FRESH_MS)
  if (health && health.acknowledgedAt !== null)
    expiries.push(health.acknowledgedAt + ACKNOWLEDGEMENT_FRESH_MS)
  if (token) expiries.push(overdueAt(token), token.expiresAt)
  // Fresh up to and with that moment, and not a millisecond longer.
  const ahead = expiries.map((at) => Math.floor(at) + 1).filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

/** What keeps calls from arriving, worst first. */
function blockingIssue(
  { health, registration, isLocal: local, token }: ReachabilityInputs,
  now: Timestamp,
): ReachabilityIssue | null {
  if (registration.state === 'offline' && registration.reason === 'renderer-gone') return 'renderer-gone'
  if (registration.state === 'rejected') return 'sign-in-failed'
  if (registration.state === 'offline' && registration.reason === 'network') return 'no-network'
  if (health?.online === false && !local) return 'no-network'
  if (registration.state === 'offline' && UNREACHABLE.has(registration.reason)) return 'service-unreachable'
  if (registration.state !== 'registered') return 'not-registered'
  // An expired token was not refreshed in time: the token service cannot be reached.
  if (token && now > token.expiresAt) return 'service-unreachable'
  if (!token) return 'not-registered'
  // If signs of life cannot be observed, their absence is not evidence.
  if (health?.observed === false) return null
  if (!isFresh(health?.lastMessageAt ?? null, ACTIVITY_FRESH_MS, now)) return 'signalling-silent'
  if (!isFresh(health?.acknowledgedAt ?? null, ACKNOWLEDGEMENT_FRESH_MS, now)) return 'not-registered'
  return null
}

/** What would go wrong with a call that arrives, worst first. */
function degradingIssue(
  { health, token, notifications }: ReachabilityInputs,
  now: Timestamp,
): ReachabilityIssue | null {
  if (token && now > overdueAt(token)) return 'token-expiring'
  if (health?.microphone === 'denied') return 'microphone-denied'
  if (health?.microphone === 'missing') return 'microphone-missing'
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
