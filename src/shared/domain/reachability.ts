import type { Evidence, Obstacle, Reach } from '../ipc/app-state.ts'
import type { Line, Timestamp } from './phone.ts'
import { HEARD_FRESH_MS, REGISTERED_FRESH_MS } from './signalling-timing.ts'

/** Everything a verdict on reachability rests on. Times in milliseconds by this computer's clock. */
export interface Grounds {
  /** What the renderer knows first-hand; null while there is none. */
  readonly evidence: Evidence | null
  readonly line: Line
  /** Whether the exchange is on this computer, and so needs no network. */
  readonly local: boolean
  /** The life of the ticket in use; null while there is none. */
  readonly ticket: { readonly receivedAt: Timestamp; readonly expiresAt: Timestamp } | null
  /** What the desktop can show of a call. `unknown`: it has not been asked yet. */
  readonly notifications: 'with-buttons' | 'without-buttons' | 'none' | 'unknown'
}

/** A ticket is renewed at three quarters of its life: at this part of it, that is not working. */
const OVERDUE_AT = 0.9

type Judgement = Pick<Reach, 'verdict' | 'obstacle'>

/**
 * Whether a call would really arrive now, and be noticed. Pure. A `yes` rests on fresh evidence for everything;
 * of several obstacles the worst is named. `since` is `now`: `following` keeps the older one where nothing changed.
 */
export function judge(grounds: Grounds, now: Timestamp): Reach {
  const barrier = barrierFor(grounds, now)
  if (barrier) return { verdict: 'no', obstacle: barrier, since: now }
  const flaw = flawIn(grounds, now)
  return { verdict: flaw ? 'partly' : 'yes', obstacle: flaw, since: now }
}

/** The next reach after this one: what lasts keeps its beginning, whichever obstacle is the worst meanwhile. */
export function following(previous: Reach, next: Reach): Reach {
  return previous.verdict === next.verdict ? { ...next, since: Math.min(previous.since, next.since) } : next
}

export function sameReach(a: Judgement, b: Judgement): boolean {
  return a.verdict === b.verdict && a.obstacle === b.obstacle
}

/** When the verdict may change by nothing but the passing of time; null when it cannot. Always after `now`. */
export function nextLapse({ evidence, ticket }: Grounds, now: Timestamp): Timestamp | null {
  const lapses: Timestamp[] = []
  if (evidence && evidence.heardAt !== null) lapses.push(evidence.heardAt + HEARD_FRESH_MS)
  if (evidence && evidence.registeredAt !== null) lapses.push(evidence.registeredAt + REGISTERED_FRESH_MS)
  if (ticket) lapses.push(overdueAt(ticket), ticket.expiresAt)
  // Fresh up to and with that moment, and not a millisecond longer.
  const ahead = lapses.map((at) => Math.floor(at) + 1).filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

/** What keeps calls from arriving, worst first. */
function barrierFor({ evidence, line, local, ticket }: Grounds, now: Timestamp): Obstacle | null {
  if (line.state === 'offline' && line.reason === 'phone-gone') return 'phone-gone'
  if (line.state === 'refused') return 'not-allowed-in'
  if (line.state === 'offline' && line.reason === 'network') return 'no-network'
  if (evidence?.online === false && !local) return 'no-network'
  if (line.state === 'offline' && UNREACHABLE.has(line.reason)) return 'service-unreachable'
  if (line.state !== 'ready') return 'not-registered'
  // Renewed in time it would not have expired: whoever gives tickets cannot be reached.
  if (ticket && now > ticket.expiresAt) return 'service-unreachable'
  if (!ticket) return 'not-registered'
  // If signs of life cannot be observed, their absence is not evidence.
  if (evidence?.observed === false) return null
  if (!isFresh(evidence?.heardAt ?? null, HEARD_FRESH_MS, now)) return 'line-silent'
  if (!isFresh(evidence?.registeredAt ?? null, REGISTERED_FRESH_MS, now)) return 'not-registered'
  return null
}

/** What would go wrong with a call that arrives, worst first. */
function flawIn({ evidence, ticket, notifications }: Grounds, now: Timestamp): Obstacle | null {
  if (ticket && now > overdueAt(ticket)) return 'token-running-out'
  if (evidence?.microphone === 'denied') return 'microphone-denied'
  if (evidence?.microphone === 'missing') return 'microphone-missing'
  if (notifications === 'none') return 'no-notifications'
  if (notifications === 'without-buttons') return 'notifications-without-buttons'
  return null
}

const UNREACHABLE: ReadonlySet<string> = new Set(['token-service-unreachable', 'signalling-unreachable'])

function overdueAt({ receivedAt, expiresAt }: NonNullable<Grounds['ticket']>): Timestamp {
  return receivedAt + (expiresAt - receivedAt) * OVERDUE_AT
}

/** A sign from the future is one from before the clock was put back: it proves nothing. */
function isFresh(at: Timestamp | null, forMs: number, now: Timestamp): boolean {
  return at !== null && now - at <= forMs && at - now <= CLOCK_SLACK_MS
}

/** Both processes read the same clock, one a moment later. */
const CLOCK_SLACK_MS = 1_000
