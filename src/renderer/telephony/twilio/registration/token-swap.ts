import { SWAP_BEFORE_EXPIRY_MS } from '../../../../shared/domain/token-timing.ts'
import type { Timestamp } from '../../../../shared/domain/phone.ts'
import type { After } from './token-refresh.ts'
import type { DeviceSession } from './device-session.ts'

/** The longest time-out of a timer; a longer one expires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

interface TokenSwapOptions {
  readonly after: After
  readonly clock: () => Timestamp
  readonly inCall: () => boolean
  /** Makes the device use its newest token. */
  readonly apply: (tenure: DeviceSession) => void
}

/** Swapping a token may cost about a second of audio (a comment of Twilio's SDK), so in a call a fresh one waits. */
export interface TokenSwap {
  /** A fresh token may be available: it is applied now, after the calls, or shortly before the current one expires. */
  consider(tenure: DeviceSession): void
  /** Cancels a pending swap. */
  stop(): void
}

export function createTokenSwap({ after, clock, inCall, apply }: TokenSwapOptions): TokenSwap {
  let cancel: (() => void) | null = null

  function stop(): void {
    cancel?.()
    cancel = null
  }

  function consider(tenure: DeviceSession): void {
    stop()
    if (tenure.token === tenure.accessToken.token) return
    const left = (tenure.tokenExpiresAt ?? 0) - clock() - SWAP_BEFORE_EXPIRY_MS
    if (!inCall() || left <= 0) apply(tenure)
    else cancel = after(Math.min(left, MAX_TIMER_MS), () => consider(tenure))
  }

  return { consider, stop }
}
