import {
  ACKNOWLEDGED_WITHIN_MS,
  REGISTER_EVERY_MS,
  SDK_SILENCE_MS,
} from '../../../../shared/domain/signalling-timing.ts'
import type { After } from './token-refresh.ts'
import type { SdkGuard } from '../sdk/sdk-port.ts'
import type { DeviceSession } from './device-session.ts'

/** The time for the acknowledgement on a new socket; it grows with each failure. */
const OPEN_TIMEOUT_MS = 8_000
const MAX_TIMEOUT_MS = 30_000
/** The shorter time after a request by the person, or by main after sleep. */
const VERIFY_TIMEOUT_MS = 2_000
/** Until then the registration is repeated this often. */
const ASK_AGAIN_MS = 3_000
/** The time-out is this multiple of the server's latest response time. */
const MARGIN = 3

interface AcknowledgementDeps {
  readonly after: After
  readonly uptime: () => number
  readonly inCall: () => boolean
  readonly guard: SdkGuard
  /** The registration was repeated and not acknowledged in time. */
  readonly onLost: () => void
}

/** Repeats an existing registration and detects a missing acknowledgement. Time-outs adapt to the server's response time. */
export interface Acknowledgement {
  /** How long an open socket may stay without an acknowledgement, in ms. */
  openTimeoutMs(): number
  received(tenure: DeviceSession): void
  /** A socket or a device was abandoned. */
  failed(): void
  /** Repeats the registration now. */
  verify(tenure: DeviceSession): void
  stop(): void
}

const registerEveryMs = ({ accessToken }: DeviceSession) =>
  accessToken.signallingHost === null ? REGISTER_EVERY_MS.twilio : REGISTER_EVERY_MS.exchange

export function createAcknowledgement({
  after,
  uptime,
  inCall,
  guard,
  onLost,
}: AcknowledgementDeps): Acknowledgement {
  let cancel: (() => void) | null = null
  let openTimeoutMs = OPEN_TIMEOUT_MS
  /** The time the server took for its latest acknowledgement. */
  let tookMs = 0

  function stop(): void {
    cancel?.()
    cancel = null
  }

  function repeat(tenure: DeviceSession, timeoutMs: number): void {
    tenure.registerSentAt = uptime()
    wait(tenure, tenure.registerSentAt + Math.min(Math.max(timeoutMs, MARGIN * tookMs), MAX_TIMEOUT_MS))
  }

  /** Sends the registration, and repeats it until `deadline`: a message may be lost although the socket is not. */
  function wait(tenure: DeviceSession, deadline: number): void {
    stop()
    const leftMs = deadline - uptime()
    if (leftMs <= 0) return onLost()
    cancel = after(Math.min(leftMs, ASK_AGAIN_MS), () => wait(tenure, deadline))
    if (tenure.device.socket() !== 'closed') guard(() => tenure.device.registerAgain())
  }

  /** During a call the socket also carries its signalling. The SDK itself closes a socket that is silent for this long. */
  const lostAfterMs = () => (inCall() ? SDK_SILENCE_MS : ACKNOWLEDGED_WITHIN_MS)

  return {
    openTimeoutMs: () => (inCall() ? Math.max(openTimeoutMs, SDK_SILENCE_MS) : openTimeoutMs),
    received(tenure) {
      if (tenure.registerSentAt !== null) tookMs = uptime() - tenure.registerSentAt
      tenure.registerSentAt = null
      openTimeoutMs = Math.min(Math.max(OPEN_TIMEOUT_MS, MARGIN * tookMs), MAX_TIMEOUT_MS)
      stop()
      if (tenure.device.observed) cancel = after(registerEveryMs(tenure), () => repeat(tenure, lostAfterMs()))
    },
    failed() {
      openTimeoutMs = Math.min(openTimeoutMs * 2, MAX_TIMEOUT_MS)
    },
    verify: (tenure) => repeat(tenure, inCall() ? SDK_SILENCE_MS : VERIFY_TIMEOUT_MS),
    stop,
  }
}
