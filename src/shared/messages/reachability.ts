import type { Obstacle, Reach } from '../ipc/app-state.ts'
import type { Line, OfflineReason, Timestamp } from '../domain/phone.ts'
import { lineWords } from './calls.ts'

/** What Offhook itself can do, or lead to, about an obstacle. */
export type Remedy = 'settings' | 'try-again' | 'allow-microphone' | 'test-ring'

interface ObstacleWords {
  /** What is wrong, short enough for one line of the header. */
  readonly what: string
  /** What it means, and the one thing to do where Offhook cannot do it. It may stand after "Calls still arrive." */
  readonly hint: string
  readonly remedy: Remedy | null
}

/** Each obstacle in words. */
export const OBSTACLE_WORDS: Readonly<Record<Obstacle, ObstacleWords>> = {
  'phone-gone': {
    what: 'The phone is starting again',
    hint: 'It stopped unexpectedly. Calls arrive again in a moment.',
    remedy: null,
  },
  'not-allowed-in': {
    what: 'Sign-in failed',
    hint: 'Your access was not accepted. Check the line in Settings.',
    remedy: 'settings',
  },
  'no-network': {
    what: 'No network',
    hint: 'Check the Wi-Fi or the cable. Offhook connects by itself once it is back.',
    remedy: null,
  },
  'service-unreachable': {
    what: 'The service cannot be reached',
    hint: 'Calls cannot arrive until it answers. Offhook keeps trying.',
    remedy: 'try-again',
  },
  'line-silent': {
    what: 'The line is not responding',
    hint: 'No response from the telephone network. Offhook is reconnecting.',
    remedy: 'try-again',
  },
  'not-registered': {
    what: 'The line is not connected',
    hint: 'The telephone network does not confirm that calls come here. Offhook keeps trying.',
    remedy: 'try-again',
  },
  'token-running-out': {
    what: 'Your access is running out',
    hint: 'It could not be renewed yet. Offhook keeps trying.',
    remedy: 'try-again',
  },
  'microphone-denied': {
    what: 'Microphone not allowed',
    hint: 'Callers would not hear you. Allow it here, or in your system settings.',
    remedy: 'allow-microphone',
  },
  'microphone-missing': {
    what: 'No microphone found',
    hint: 'Callers would not hear you. Plug in a microphone or a headset.',
    remedy: null,
  },
  'no-notifications': {
    what: 'Notifications do not work',
    hint: 'There is no notification service, or it does not let Offhook show any. A small call window shows calls instead.',
    remedy: 'test-ring',
  },
  'notifications-without-buttons': {
    what: 'Notifications show no buttons',
    hint: 'A small call window with Accept and Reject comes with every call.',
    remedy: 'test-ring',
  },
}

export const REMEDY_LABELS: Readonly<Record<Remedy, string>> = {
  settings: 'Open Settings',
  'try-again': 'Try again',
  'allow-microphone': 'Allow',
  'test-ring': 'Test my ring',
}

/** Whether a person can be reached, in words. */
export interface Standing {
  /** `sure`: on fresh evidence. `hopeful`: the line says so, and evidence is awaited. `passing`: in a moment. */
  readonly tone: 'sure' | 'hopeful' | 'passing' | 'partly' | 'no'
  readonly title: string
  /** A second line that belongs to the title, such as who one is. */
  readonly aside: string | null
  /** What it means and what to do about it. */
  readonly hint: string | null
  /** Since when something is wrong; null when nothing is. */
  readonly since: Timestamp | null
  readonly remedy: Remedy | null
}

/** How long main may take to judge a line that has just become ready, in milliseconds. */
const JUDGED_WITHIN_MS = 20_000

/**
 * What the line says and what main judges from evidence, as one. `reach` is null until main has spoken. A line
 * that says it is ready is believed for a moment only: then the evidence decides.
 */
export function standing(line: Line, reach: Reach | null, now: Timestamp): Standing {
  if (line.state !== 'ready') return notReady(line, reach)
  const { title, hint: aside } = lineWords(line)
  const ready: Standing = { tone: 'hopeful', title, aside, hint: null, since: null, remedy: null }
  if (!reach) return ready
  if (reach.verdict === 'yes') return { ...ready, tone: 'sure', title: 'You can be reached' }
  if (reach.verdict === 'no' && reach.since <= line.since && now - line.since < JUDGED_WITHIN_MS) return ready
  const { obstacle, since } = reach
  if (!obstacle) return { ...ready, since }
  const { what, hint, remedy } = OBSTACLE_WORDS[obstacle]
  const both = `${title}. ${aside ?? ''}`.trim()
  return reach.verdict === 'partly'
    ? { tone: 'partly', title: what, aside: both, hint: `Calls still arrive. ${hint}`, since, remedy }
    : { tone: 'no', title: what, aside: null, hint, since, remedy }
}

const PASSING: ReadonlySet<OfflineReason> = new Set(['starting', 'line-changing'])

/** The line knows first-hand why it is not ready; main knows since when, and what is beyond the line. */
function notReady(line: Exclude<Line, { state: 'ready' }>, reach: Reach | null): Standing {
  const { title, hint } = lineWords(line)
  const told: Standing = { tone: 'no', title, aside: null, hint, since: line.since, remedy: null }
  if (line.state === 'refused') return { ...told, remedy: 'settings' }
  if (line.state === 'offline' && PASSING.has(line.reason)) return { ...told, tone: 'passing', since: null }
  if (line.state === 'connecting') return { ...told, tone: 'passing', since: null }
  const since = reach?.verdict === 'no' ? Math.min(reach.since, line.since) : line.since
  return { ...told, since, remedy: line.reason === 'network' ? null : 'try-again' }
}

/** How long something has lasted, as people say it: "for 3 minutes". `ms` below zero counts as zero. */
export function lastingWords(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return 'for less than a minute'
  if (minutes < 60) return `for ${counted(minutes, 'minute')}`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `for ${counted(hours, 'hour')}` : `for ${counted(Math.floor(hours / 24), 'day')}`
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}
