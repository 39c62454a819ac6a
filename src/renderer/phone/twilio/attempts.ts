import type { Ticket } from '../../../shared/contract.ts'
import type { Renewal } from './renewal.ts'
import type { Quietly, SdkDevice } from './sdk-port.ts'
import type { Tenure } from './tenure.ts'

interface AttemptsOptions {
  /** A clock that only goes forward, in ms. */
  readonly uptime: () => number
  readonly quietly: Quietly
  readonly inCall: () => boolean
  readonly renewal: Pick<Renewal, 'ask'>
  /** How long an open socket may stay without an acknowledgement, in ms. */
  readonly openTimeoutMs: () => number
  /** A socket is about to be opened. */
  readonly onOpening: (tenure: Tenure) => void
  /** When the last socket began to be opened, by `uptime`. */
  readonly openingAt: () => number | null
  /** Makes the next attempt now. */
  readonly now: () => void
  /** Nothing helps on this socket. */
  readonly giveUp: (tenure: Tenure) => void
  /** The SDK has closed signalling for good. */
  readonly onClosed: (tenure: Tenure) => void
  readonly move: (ticket: Ticket) => void
}

/** One attempt to have a registration acknowledged: what is to be done in each state of a device and its socket. */
export interface Attempts {
  attempt(tenure: Tenure): void
  /** Sends the registration on an open socket. */
  register(tenure: Tenure): void
  /** A person, or main, wants the line registered now: what has been under way for a while is begun again. */
  hasten(tenure: Tenure): void
}

/** An attempt that is younger is left alone. */
const YOUNG_MS = 2_500

/** Whether the SDK will not open a socket for this device any more. */
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
    // Its rejection says nothing that the events do not.
    if (device.state() === 'unregistered') device.register().catch(() => undefined)
    else quietly(() => device.registerAgain())
  }

  /** On an open socket: whatever was not answered is sent again; a socket on which nothing helps is replaced. */
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
    // An attempt from when nothing got through may wait for long, though the next would succeed at once.
    if (socket === 'connecting' && !isYoung) quietly(() => tenure.device.closeSocket())
    if ((socket === 'open' || socket === 'unknown') && !isYoung) giveUp(tenure)
    else now()
  }

  return { attempt, register, hasten }
}
