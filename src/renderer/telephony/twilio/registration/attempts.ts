import type { AccessToken } from '../../../../shared/ipc/contract.ts'
import type { TokenRefresh } from './token-refresh.ts'
import type { SdkGuard, SdkDevice } from '../sdk/sdk-port.ts'
import type { DeviceSession } from './device-session.ts'

interface AttemptsDeps {
  /** A monotonic clock, in ms. */
  readonly uptime: () => number
  readonly guard: SdkGuard
  readonly inCall: () => boolean
  readonly tokenRefresh: Pick<TokenRefresh, 'request'>
  /** How long an open socket may stay without an acknowledgement, in ms. */
  readonly openTimeoutMs: () => number
  /** A socket is about to be opened. */
  readonly onOpening: (tenure: DeviceSession) => void
  /** When the opening of the last socket began, by `uptime`. */
  readonly openingAt: () => number | null
  /** Makes the next attempt now. */
  readonly retryNow: () => void
  /** The registration failed repeatedly on this socket. */
  readonly giveUp: (tenure: DeviceSession) => void
  /** The SDK has closed signalling permanently. */
  readonly onClosed: (tenure: DeviceSession) => void
  readonly replaceDevice: (ticket: AccessToken) => void
}

/** One attempt to register: the action for each state of the device and its socket. */
export interface Attempts {
  attempt(tenure: DeviceSession): void
  /** Sends the registration on an open socket. */
  register(tenure: DeviceSession): void
  /** The person, or main, requested a registration now: an attempt that has been pending for a while is restarted. */
  retryNow(tenure: DeviceSession): void
}

/** A younger attempt is not restarted, in ms. */
const RECENT_MS = 2_500

/** Whether the SDK will never open a socket for this device again. */
export function isClosed(device: SdkDevice): boolean {
  return device.isClosed() || device.state() === 'destroyed'
}

export function createAttempts(options: AttemptsDeps): Attempts {
  const {
    uptime,
    guard,
    inCall,
    tokenRefresh,
    openTimeoutMs,
    openingAt,
    onOpening,
    retryNow: now,
    giveUp,
    onClosed,
    replaceDevice: move,
  } = options

  function register(tenure: DeviceSession): void {
    const { device } = tenure
    tenure.registerSentAt ??= uptime()
    // Its rejection is also reported by events.
    if (device.state() === 'unregistered') device.register().catch(() => undefined)
    else guard(() => device.registerAgain())
  }

  /** On an open socket: unacknowledged messages are sent again; a socket on which that fails is replaced. */
  function resend(tenure: DeviceSession): void {
    tenure.openedAt ??= uptime()
    if (uptime() - tenure.openedAt >= openTimeoutMs()) giveUp(tenure)
    else if (tenure.connected) register(tenure)
    else guard(() => tenure.device.updateToken(tenure.token))
  }

  /** The SDK opens its sockets itself here, and does not always register on them. */
  function registerUnobserved(tenure: DeviceSession): void {
    const isLate = uptime() - (tenure.unacknowledgedSince ?? uptime()) >= openTimeoutMs()
    if (isLate && !inCall()) giveUp(tenure)
    else if (tenure.device.state() === 'unregistered') tenure.device.register().catch(() => undefined)
  }

  function attempt(tenure: DeviceSession): void {
    const { device } = tenure
    if (!tenure.unusable && isClosed(device)) onClosed(tenure)
    if (tenure.unusable === 'token') return tokenRefresh.request()
    if (tenure.unusable === 'closed') return move(tenure.accessToken)
    switch (device.socket()) {
      case 'closed':
        onOpening(tenure)
        return guard(() => device.openSocket())
      case 'connecting':
        return
      case 'open':
        return resend(tenure)
      case 'unknown':
        return registerUnobserved(tenure)
    }
  }

  function hasten(tenure: DeviceSession): void {
    const socket = tenure.device.socket()
    const isYoung = uptime() - (tenure.openedAt ?? openingAt() ?? -Infinity) < RECENT_MS
    // An attempt from the time of the outage may wait for long, although a new one would succeed at once.
    if (socket === 'connecting' && !isYoung) guard(() => tenure.device.closeSocket())
    if ((socket === 'open' || socket === 'unknown') && !isYoung) giveUp(tenure)
    else now()
  }

  return { attempt, register, retryNow: hasten }
}
