import type { HealthReport, AppState, Reachability } from '../../shared/ipc/contract.ts'
import type { Phone, Timestamp } from '../../shared/domain/phone.ts'
import {
  carryOverSince,
  evaluateReachability,
  nextExpiry,
  sameReachability,
  type ReachabilityInputs,
} from '../../shared/domain/reachability.ts'
import { disposeAll, type Disposable } from '../lib/disposable.ts'
import type { Log } from '../lib/log.ts'
import { createListeners } from '../lib/listeners.ts'
import type { Timers } from '../lib/timers.ts'

export interface ReachabilityMonitorDeps {
  readonly replica: { readonly phone: Phone; subscribe(listener: () => void): () => void }
  readonly appState: { update(parts: Partial<AppState>): void }
  /** The state of the token and of the desktop at the moment. */
  readonly currentInputs: () => Pick<ReachabilityInputs, 'isLocal' | 'token' | 'notifications'>
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** Whether a call would arrive now: evaluated on each change, and published in the AppState. */
export interface ReachabilityMonitor extends Disposable {
  readonly reachability: Reachability
  /** The renderer sent a report. */
  onHealthReport(report: HealthReport): void
  /** The renderer is gone or has been replaced: its report is discarded. */
  reset(): void
  /** Evaluates again. Call it when an input may have changed or the clock may have jumped. */
  recheck(): void
  /** Calls the listener after each evaluation, whether its result differs or not. Returns a function that unsubscribes. */
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
    // There is no polling: reports arrive by themselves, and expire at a known time.
    if (expiry !== null) cancelExpiry = timers.after(Math.min(expiry - now, MAX_TIMER_MS), recheck)
    listeners.emit(reachability)
  }

  const unsubscribe = replica.subscribe(recheck)
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
    dispose: disposeAll(unsubscribe, () => {
      cancelExpiry()
    }),
  }
}

/** The longest delay of a timer; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

function issueText({ issue }: Reachability): string {
  return issue === null ? '' : ` (${issue})`
}
