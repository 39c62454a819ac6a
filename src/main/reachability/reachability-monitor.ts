import type { Evidence, House, Reach } from '../../shared/ipc/contract.ts'
import type { Phone, Timestamp } from '../../shared/domain/phone.ts'
import { following, judge, nextLapse, sameReach, type Grounds } from '../../shared/domain/reachability.ts'
import type { Log } from '../lib/log.ts'
import { createListeners } from '../lib/listeners.ts'
import type { Timers } from '../lib/timers.ts'

export interface ReachabilityEdges {
  readonly replica: { readonly phone: Phone; subscribe(listener: () => void): unknown }
  readonly house: { put(parts: Partial<House>): void }
  /** What is known of the ticket in use and of the desktop at the moment. */
  readonly facts: () => Pick<Grounds, 'local' | 'ticket' | 'notifications'>
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** Whether a call would really arrive now, kept up to date and shown. */
export interface Reachability {
  readonly reach: Reach
  /** The renderer told what it knows. */
  evidence(evidence: Evidence): void
  /** The renderer is gone, or new: what the one before knew is void. */
  forget(): void
  /** Something it rests on may have changed, or time may have leapt. */
  recheck(): void
  /** Hears each verdict, and each sign of life under the same verdict. */
  on(listener: (reach: Reach) => void): () => void
}

export function createReachability({
  replica,
  house,
  facts,
  clock,
  timers,
  log,
}: ReachabilityEdges): Reachability {
  const listeners = createListeners<Reach>()
  let evidence: Evidence | null = null
  let reach: Reach = { verdict: 'no', obstacle: 'not-registered', since: clock() }
  let cancelLapse = () => {}

  const recheck = () => {
    const now = clock()
    const grounds = { ...facts(), evidence, line: replica.phone.line }
    const next = following(reach, judge(grounds, now))
    if (!sameReach(reach, next)) log.info(`Reachable: ${next.verdict}${because(next)}.`)
    reach = next
    house.put({ reach })
    cancelLapse()
    const lapse = nextLapse(grounds, now)
    // Nothing is asked in between: evidence comes by itself, and goes stale at a known moment.
    if (lapse !== null) cancelLapse = timers.after(Math.min(lapse - now, LONGEST_TIMER_MS), recheck)
    listeners.tell(reach)
  }

  replica.subscribe(recheck)
  return {
    get reach() {
      return reach
    },
    evidence(next) {
      evidence = next
      recheck()
    },
    forget() {
      evidence = null
      recheck()
    },
    recheck,
    on: (listener) => listeners.add(listener),
  }
}

/** Beyond this a timer runs out at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

function because({ obstacle }: Reach): string {
  return obstacle === null ? '' : ` (${obstacle})`
}
