import type { Ticket } from '../../../shared/contract.ts'
import type { Timestamp } from '../../../shared/phone.ts'
import type { SdkDevice } from './sdk-port.ts'

/** One device's life: made with a ticket, kept while it works, and replaced once it is `spent`. Times by `uptime`. */
export interface Tenure {
  /** The newest ticket; the device may still use an older token. */
  ticket: Ticket
  /** The token that the device uses. */
  token: string
  /** When that token expires by this computer's clock; null where it is not known. */
  tokenExpiresAt: Timestamp | null
  readonly device: SdkDevice
  /** Since when the registration has not been acknowledged; null while it is. */
  waitingSince: number | null
  /** The SDK will not bring this device back: its token was refused, or signalling was closed for good. */
  spent: 'token' | 'closed' | null
  /** The registration stands: it was acknowledged on this socket, and every repetition of it so far. */
  acknowledged: boolean
  /** The token was accepted on the socket that is open now. */
  connected: boolean
  /** When the socket was seen open; null while it is not. */
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

/** Whether a ticket is for the same identity at the same host. */
export function isSameLine(a: Ticket, b: Ticket): boolean {
  return a.identity === b.identity && a.signallingHost === b.signallingHost
}
