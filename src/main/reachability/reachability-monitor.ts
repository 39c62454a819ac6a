import type { HealthReport, AppState, Reachability } from '../../shared/ipc/contract.ts'
import type { Phone, Timestamp } from '../../shared/domain/phone.ts'
import {
  carryOverSince,
  evaluateReachability,
  nextExpiry,
  sameReachability,
  type ReachabilityInputs,
} from '../../shared/domain/reachability.ts'
import type { Log } from '../lib/log.ts'
import { createListeners } from '../lib/listeners.ts'
import type { Timers } from '../lib/timers.ts'

export interface ReachabilityMonitorDeps {
  readonly replica: { readonly phone: Phone; subscribe(listener: () => void): unknown }
  readonly appState: { update(parts: Partial<AppState>): void }
  /** What is known of the ticket in use and of the desktop at the moment. */
  readonly currentInputs: () => Pick<ReachabilityInputs, 'isLocal' | 'token' | 'notifications'>
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** Whether a call would really arrive now, kept up to date and shown. */
export interface ReachabilityMonitor {
  readonly reachability: Reachability
  /** The renderer told what it knows. */
  onHealthReport(onHealthReport: HealthReport): void
  /** The renderer is gone, or new: what the one before knew is void. */
  reset(): void
  /** Something it rests on may have changed, or time may have leapt. */
  recheck(): void
  /** Hears each verdict, and each sign of life under the same verdict. */
  on(listener: (reachability: Reachability) => void): () => void
}

export function createReachabilityMonitor({
  replica,
  appState,
  currentInputs,
  clock,
  timers,
  log,
}: ReachabilityMonitorDeps): ReachabilityMonitor {
  const listeners = createListeners<Reachability>()
  let health: HealthReport | null = null
  let reachability: Reachability = { status: 'unreachable', issue: 'not-registered', since: clock() }
  let cancelExpiry = () => {}

  const recheck = () => {
    const now = clock()
    const inputs = { ...currentInputs(), health, registration: replica.phone.registration }
    const next = carryOverSince(reachability, evaluateReachability(inputs, now))
    if (!sameReachability(reachability, next)) log.info(`Reachable: ${next.status}${issueText(next)}.`)
    reachability = next
    appState.update({ reachability })
    cancelExpiry()
    const expiry = nextExpiry(inputs, now)
    // Nothing is asked in between: evidence comes by itself, and goes stale at a known moment.
    if (expiry !== null) cancelExpiry = timers.after(Math.min(expiry - now, MAX_TIMER_MS), recheck)
    listeners.emit(reachability)
  }

  replica.subscribe(recheck)
  return {
    get reachability() {
      return reachability
    },
    onHealthReport(next) {
      health = next
      recheck()
    },
    reset() {
      health = null
      recheck()
    },
    recheck,
    on: (listener) => listeners.add(listener),
  }
}

/** Beyond this a timer runs out at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

function issueText({ issue }: Reachability): string {
  return issue === null ? '' : ` (${issue})`
}
