import type { Ticket } from '../../../../shared/ipc/contract.ts'
import type { Renewal } from './token-refresh.ts'
import type { Quietly, SdkDevice } from '../sdk/sdk-port.ts'
import type { Tenure } from './device-session.ts'

interface AttemptsOptions {
  /** A monotonic clock, in ms. */
  readonly uptime: () => number
  readonly quietly: Quietly
  readonly inCall: () => boolean
  readonly renewal: Pick<Renewal, 'ask'>
  /** How long an open socket may stay without an acknowledgement, in ms. */
  readonly openTimeoutMs: () => number
  /** A socket is about to be opened. */
  readonly onOpening: (tenure: Tenure) => void
  /** When the opening of the last socket began, by `uptime`. */
  readonly openingAt: () => number | null
  /** Makes the next attempt now. */
  readonly now: () => void
  /** The registration failed repeatedly on this socket. */
  readonly giveUp: (tenure: Tenure) => void
  /** The SDK has closed signalling permanently. */
  readonly onClosed: (tenure: Tenure) => void
  readonly move: (ticket: Ticket) => void
}

/** One attempt to register: the action for each state of the device and its socket. */
export interface Attempts {
  attempt(tenure: Tenure): void
  /** Sends the registration on an open socket. */
  register(tenure: Tenure): void
  /** The person, or main, requested a registration now: an attempt that has been pending for a while is restarted. */
  hasten(tenure: Tenure): void
}

/** A younger attempt is not restarted, in ms. */
const YOUNG_MS = 2_500

/** Whether the SDK will never open a socket for this device again. */
export function isOver(device: SdkDevice): boolean {
  return device.isGone() || device.state() === 'destroyed'
}

export function createAttempts(options: AttemptsOptions): Attempts {
  const {
    uptime,
    quietly,
    inCall,
    renewal,
    openTimeoutMs,
    openingAt,
    onOpening,
    now,
    giveUp,
    onClosed,
    move,
  } = options

  function register(tenure: Tenure): void {
    const { device } = tenure
    tenure.askedAt ??= uptime()
    // Its rejection is also reported by events.
    if (device.state() === 'unregistered') device.register().catch(() => undefined)
    else quietly(() => device.registerAgain())
  }

  /** On an open socket: unacknowledged messages are sent again; a socket on which that fails is replaced. */
  function ask(tenure: Tenure): void {
    tenure.openedAt ??= uptime()
    if (uptime() - tenure.openedAt >= openTimeoutMs()) giveUp(tenure)
    else if (tenure.connected) register(tenure)
    else quietly(() => tenure.device.updateToken(tenure.token))
  }

  /** The SDK opens its sockets itself here, and does not always register on them. */
  function registerUnobserved(tenure: Tenure): void {
    const isLate = uptime() - (tenure.waitingSince ?? uptime()) >= openTimeoutMs()
    if (isLate && !inCall()) giveUp(tenure)
    else if (tenure.device.state() === 'unregistered') tenure.device.register().catch(() => undefined)
  }

  function attempt(tenure: Tenure): void {
    const { device } = tenure
    if (!tenure.spent && isOver(device)) onClosed(tenure)
    if (tenure.spent === 'token') return renewal.ask()
    if (tenure.spent === 'closed') return move(tenure.ticket)
    switch (device.socket()) {
      case 'closed':
        onOpening(tenure)
        return quietly(() => device.openSocket())
      case 'connecting':
        return
      case 'open':
        return ask(tenure)
      case 'unknown':
        return registerUnobserved(tenure)
    }
  }

  function hasten(tenure: Tenure): void {
    const socket = tenure.device.socket()
    const isYoung = uptime() - (tenure.openedAt ?? openingAt() ?? -Infinity) < YOUNG_MS
    // An attempt from the time of the outage may wait for long, although a new one would succeed at once.
    if (socket === 'connecting' && !isYoung) quietly(() => tenure.device.closeSocket())
    if ((socket === 'open' || socket === 'unknown') && !isYoung) giveUp(tenure)
    else now()
  }

  return { attempt, register, hasten }
}
