import { REPEAT_REQUEST_MS } from '../../../../shared/domain/token-timing.ts'
import { createBackoff } from '../../../../../common/lib/backoff.ts'

/** Runs `work` after `ms` milliseconds unless the answer is called first. */
export type After = (ms: number, work: () => void) => () => void

const FIRST_PAUSE_MS = 1_000
/** Without a valid token no call arrives: for about ten minutes one is requested this often, then every minute. */
const URGENT_PAUSE_MS = 4_000
const URGENT_REQUESTS = 200
const MAX_PAUSE_MS = 60_000
/** After a token that never worked the next one is requested later. */
const REJECTED_PAUSE_MS = 30_000

export interface TokenRefresh {
  /** Requests a token: at once the first time, then less often, until `satisfied`. */
  request(): void
  /** Requests a token later, in case the problem has been fixed by then. */
  requestLater(): void
  /** Requests a token now, regardless of earlier requests. */
  requestNow(): void
  /** A ticket came: nothing more to ask for now. Whether it is any good is yet to be seen. */
  received(): void
  /** The token was accepted: the next request is sent without delay again. */
  reset(): void
}

/** Requests tokens until one arrives, at a limited rate, whatever the service does with the requests. */
export function createTokenRefresh(
  after: After,
  random: () => number,
  onTokenWanted: () => void,
): TokenRefresh {
  const urgent = createBackoff({ firstMs: FIRST_PAUSE_MS, maxMs: URGENT_PAUSE_MS, random })
  const patient = createBackoff({ firstMs: URGENT_PAUSE_MS, maxMs: MAX_PAUSE_MS, random })
  let asked = 0
  let cancel: (() => void) | null = null

  function request(): void {
    cancel = after(REPEAT_REQUEST_MS, request)
    asked += 1
    onTokenWanted()
  }

  function askIn(pause: () => number): void {
    // One request is pending or scheduled.
    cancel ??= after(pause(), request)
  }

  function arrived(): void {
    cancel?.()
    cancel = null
  }

  return {
    request() {
      askIn(() => {
        if (asked === 0) return 0
        return (asked <= URGENT_REQUESTS ? urgent : patient).next()
      })
    },
    requestLater() {
      askIn(() => REJECTED_PAUSE_MS * (0.5 + random() / 2))
    },
    requestNow() {
      arrived()
      request()
    },
    received: arrived,
    reset() {
      asked = 0
      urgent.reset()
      patient.reset()
    },
  }
}
