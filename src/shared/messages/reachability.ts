import { EVALUATED_WITHIN_MS } from '../domain/signalling-timing.ts'
import type { ReachabilityIssue, Reachability } from '../ipc/app-state.ts'
import type { Registration, OfflineReason, Timestamp } from '../domain/phone.ts'
import { registrationMessage } from './calls.ts'
import { t } from './translate.ts'

/** What Offhook can do about an issue, or where it can lead. */
export type Remedy = 'settings' | 'try-again' | 'allow-microphone' | 'run-self-test'

/** The remedy for each issue, or null: it passes, or only the person can do something. */
const REMEDIES: Readonly<Record<ReachabilityIssue, Remedy | null>> = {
  'renderer-gone': null,
  'sign-in-failed': 'settings',
  'no-network': null,
  'service-unreachable': 'try-again',
  'signalling-silent': 'try-again',
  'not-registered': 'try-again',
  'token-expiring': 'try-again',
  'microphone-denied': 'allow-microphone',
  'microphone-missing': null,
  'no-notifications': 'run-self-test',
  'notifications-without-buttons': 'run-self-test',
}

interface IssueMessage {
  /** What is wrong, short enough for one line of the header. */
  readonly title: string
  /** The effect, and what to do if Offhook cannot do it. It may follow "Calls still arrive." */
  readonly hint: string
  readonly remedy: Remedy | null
}

/** What is wrong, its effect and the remedy. */
export function issueMessage(issue: ReachabilityIssue): IssueMessage {
  return {
    title: t(`reachability.${issue}.title`),
    hint: t(`reachability.${issue}.hint`),
    remedy: REMEDIES[issue],
  }
}

/** The message that says whether calls can arrive. */
export interface StatusBanner {
  /** `sure`: on fresh evidence. `hopeful`: the line says so, and evidence is awaited. `passing`: in a moment. */
  readonly tone: 'confirmed' | 'pending' | 'transient' | 'degraded' | 'unreachable'
  readonly title: string
  /** A second line that belongs to the title, such as who one is. */
  readonly subtitle: string | null
  /** What it means and what to do about it. */
  readonly hint: string | null
  /** Since when something is wrong; null when nothing is. */
  readonly since: Timestamp | null
  readonly remedy: Remedy | null
}

/**
 * What the line says and what main judges from evidence, as one. `reach` is null until main has spoken. A line
 * that says it is ready is believed for a moment only: then the evidence decides.
 */
export function statusBanner(line: Registration, reach: Reachability | null, now: Timestamp): StatusBanner {
  if (line.state !== 'registered') return notRegistered(line, reach)
  const { title, hint: aside } = registrationMessage(line)
  const ready: StatusBanner = {
    tone: 'pending',
    title,
    subtitle: aside,
    hint: null,
    since: null,
    remedy: null,
  }
  if (!reach) return ready
  if (reach.status === 'reachable') return { ...ready, tone: 'confirmed', title: t('reachability.reachable') }
  if (reach.status === 'unreachable' && reach.since <= line.since && now - line.since < EVALUATED_WITHIN_MS)
    return ready
  const { issue, since } = reach
  if (!issue) return { ...ready, since }
  const { title: what, hint, remedy } = issueMessage(issue)
  const both = `${title}. ${aside ?? ''}`.trim()
  return reach.status === 'degraded'
    ? {
        tone: 'degraded',
        title: what,
        subtitle: both,
        hint: t('reachability.degraded-hint', { hint }),
        since,
        remedy,
      }
    : { tone: 'unreachable', title: what, subtitle: null, hint, since, remedy }
}

const TRANSIENT: ReadonlySet<OfflineReason> = new Set(['starting', 'connection-changing'])

/** The line knows first-hand why it is not ready; main knows since when, and what is beyond the line. */
function notRegistered(
  line: Exclude<Registration, { state: 'registered' }>,
  reach: Reachability | null,
): StatusBanner {
  const { title, hint } = registrationMessage(line)
  const told: StatusBanner = {
    tone: 'unreachable',
    title,
    subtitle: null,
    hint,
    since: line.since,
    remedy: null,
  }
  if (line.state === 'rejected') return { ...told, remedy: 'settings' }
  if (line.state === 'offline' && TRANSIENT.has(line.reason))
    return { ...told, tone: 'transient', since: null }
  if (line.state === 'connecting') return { ...told, tone: 'transient', since: null }
  const since = reach?.status === 'unreachable' ? Math.min(reach.since, line.since) : line.since
  return { ...told, since, remedy: line.reason === 'network' ? null : 'try-again' }
}

/** How long something has lasted, as people say it: "for 3 minutes". `ms` below zero counts as zero. */
export function lastingText(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return t('time.lasting.short')
  if (minutes < 60) return t('time.lasting.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? t('time.lasting.hours', { count: hours })
    : t('time.lasting.days', { count: Math.floor(hours / 24) })
}
