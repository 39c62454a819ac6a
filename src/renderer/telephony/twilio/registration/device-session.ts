import type { Ticket } from '../../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../../shared/domain/phone.ts'
import type { SdkDevice } from '../sdk/sdk-port.ts'

/**
 * The lifetime of one device: created with an AccessToken, kept while it works, and replaced once it is `spent`. Times by `uptime`.
 */
export interface Tenure {
  /** The newest AccessToken; the device may still use an older one. */
  ticket: Ticket
  /** The token that the device uses. */
  token: string
  /** When that token expires by this computer's clock; null if unknown. */
  tokenExpiresAt: Timestamp | null
  readonly device: SdkDevice
  /** Since when the registration has not been acknowledged; null while it is. */
  waitingSince: number | null
  /** The SDK will not recover this device: its token was refused, or signalling was closed permanently. */
  spent: 'token' | 'closed' | null
  /** The registration and all repetitions so far were acknowledged on this socket. */
  acknowledged: boolean
  /** The token was accepted on the socket that is open now. */
  connected: boolean
  /** When the socket was found open; null while it is not open. */
  openedAt: number | null
  /** When the registration was last sent; null while no acknowledgement is outstanding. */
  askedAt: number | null
  /** By the wall clock, so that a sleep counts. */
  heardAt: Timestamp
}

export function newTenure(
  ticket: Ticket,
  device: SdkDevice,
  { uptime, now }: { readonly uptime: number; readonly now: Timestamp },
): Tenure {
  return {
    ticket,
    token: ticket.token,
    tokenExpiresAt: ticket.expiresAt ?? null,
    device,
    waitingSince: uptime,
    spent: null,
    acknowledged: false,
    connected: false,
    openedAt: null,
    askedAt: null,
    heardAt: now,
  }
}

/** Whether two AccessTokens are for the same identity at the same host. */
export function isSameLine(a: Ticket, b: Ticket): boolean {
  return a.identity === b.identity && a.signallingHost === b.signallingHost
}
