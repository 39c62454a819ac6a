import { createBackoff } from '../../../../../common/lib/backoff.ts'

/** Runs `work` after `ms` milliseconds unless the answer is called first. */
export type After = (ms: number, work: () => void) => () => void

const FIRST_PAUSE_MS = 1_000
/** Without a valid token no call arrives: for about ten minutes one is requested this often, then every minute. */
const URGENT_PAUSE_MS = 4_000
const URGENT_ASKS = 200
const MAX_PAUSE_MS = 60_000
/** After a token that never worked the next one is requested later. */
const HOPELESS_PAUSE_MS = 30_000
/** Main sends a token as soon as it has one. The request is repeated in case it was lost. */
const ASK_AGAIN_MS = 30_000

export interface Renewal {
  /** Requests a token: at once the first time, then less often, until `satisfied`. */
  ask(): void
  /** Requests a token later, in case the problem has been fixed by then. */
  askLater(): void
  /** Requests a token now, regardless of earlier requests. */
  askNow(): void
  /** A ticket came: nothing more to ask for now. Whether it is any good is yet to be seen. */
  arrived(): void
  /** The token was accepted: the next request is sent without delay again. */
  satisfied(): void
}

/** Requests tokens until one arrives, at a limited rate, whatever the service does with the requests. */
export function createRenewal(after: After, random: () => number, onTokenWanted: () => void): Renewal {
  const urgent = createBackoff({ firstMs: FIRST_PAUSE_MS, maxMs: URGENT_PAUSE_MS, random })
  const patient = createBackoff({ firstMs: URGENT_PAUSE_MS, maxMs: MAX_PAUSE_MS, random })
  let asked = 0
  let cancel: (() => void) | null = null

  function request(): void {
    cancel = after(ASK_AGAIN_MS, request)
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
    ask() {
      askIn(() => {
        if (asked === 0) return 0
        return (asked <= URGENT_ASKS ? urgent : patient).next()
      })
    },
    askLater() {
      askIn(() => HOPELESS_PAUSE_MS * (0.5 + random() / 2))
    },
    askNow() {
      arrived()
      request()
    },
    arrived,
    satisfied() {
      asked = 0
      urgent.reset()
      patient.reset()
    },
  }
}
