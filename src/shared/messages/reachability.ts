import type { ReachabilityIssue, Reachability } from '../ipc/app-state.ts'
import type { Registration, OfflineReason, Timestamp } from '../domain/phone.ts'
import { registrationMessage } from './calls.ts'

/** What Offhook itself can do, or lead to, about an obstacle. */
export type Remedy = 'settings' | 'try-again' | 'allow-microphone' | 'run-self-test'

interface IssueMessage {
  /** What is wrong, short enough for one line of the header. */
  readonly title: string
  /** What it means, and the one thing to do where Offhook cannot do it. It may stand after "Calls still arrive." */
  readonly hint: string
  readonly remedy: Remedy | null
}

/** Each obstacle in words. */
export const ISSUE_MESSAGES: Readonly<Record<ReachabilityIssue, IssueMessage>> = {
  'renderer-gone': {
    title: 'The phone is starting again',
    hint: 'It stopped unexpectedly. Calls arrive again in a moment.',
    remedy: null,
  },
  'sign-in-failed': {
    title: 'Sign-in failed',
    hint: 'Your access was not accepted. Check the line in Settings.',
    remedy: 'settings',
  },
  'no-network': {
    title: 'No network',
    hint: 'Check the Wi-Fi or the cable. Offhook connects by itself once it is back.',
    remedy: null,
  },
  'service-unreachable': {
    title: 'The service cannot be reached',
    hint: 'Calls cannot arrive until it answers. Offhook keeps trying.',
    remedy: 'try-again',
  },
  'signalling-silent': {
    title: 'The line is not responding',
    hint: 'No response from the telephone network. Offhook is reconnecting.',
    remedy: 'try-again',
  },
  'not-registered': {
    title: 'The line is not connected',
    hint: 'The telephone network does not confirm that calls come here. Offhook keeps trying.',
    remedy: 'try-again',
  },
  'token-expiring': {
    title: 'Your access is running out',
    hint: 'It could not be renewed yet. Offhook keeps trying.',
    remedy: 'try-again',
  },
  'microphone-denied': {
    title: 'Microphone not allowed',
    hint: 'Callers would not hear you. Allow it here, or in your system settings.',
    remedy: 'allow-microphone',
  },
  'microphone-missing': {
    title: 'No microphone found',
    hint: 'Callers would not hear you. Plug in a microphone or a headset.',
    remedy: null,
  },
  'no-notifications': {
    title: 'Notifications do not work',
    hint: 'There is no notification service, or it does not let Offhook show any. A small call window shows calls instead.',
    remedy: 'run-self-test',
  },
  'notifications-without-buttons': {
    title: 'Notifications show no buttons',
    hint: 'A small call window with Accept and Reject comes with every call.',
    remedy: 'run-self-test',
  },
}

export const REMEDY_LABELS: Readonly<Record<Remedy, string>> = {
  settings: 'Open Settings',
  'try-again': 'Try again',
  'allow-microphone': 'Allow',
  'run-self-test': 'Test my ring',
}

/** Whether a person can be reached, in words. */
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

/** How long main may take to judge a line that has just become ready, in milliseconds. */
const EVALUATED_WITHIN_MS = 20_000

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
  if (reach.status === 'reachable') return { ...ready, tone: 'confirmed', title: 'You can be reached' }
  if (reach.status === 'unreachable' && reach.since <= line.since && now - line.since < EVALUATED_WITHIN_MS)
    return ready
  const { issue, since } = reach
  if (!issue) return { ...ready, since }
  const { title: what, hint, remedy } = ISSUE_MESSAGES[issue]
  const both = `${title}. ${aside ?? ''}`.trim()
  return reach.status === 'degraded'
    ? { tone: 'degraded', title: what, subtitle: both, hint: `Calls still arrive. ${hint}`, since, remedy }
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
  if (minutes < 1) return 'for less than a minute'
  if (minutes < 60) return `for ${counted(minutes, 'minute')}`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `for ${counted(hours, 'hour')}` : `for ${counted(Math.floor(hours / 24), 'day')}`
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}
