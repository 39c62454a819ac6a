import type { AccessToken } from '../../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../../shared/domain/phone.ts'
import type { SdkDevice } from '../sdk/sdk-port.ts'

/**
 * The lifetime of one device: created with an AccessToken, kept while it works, and replaced once it is `spent`. Times by `uptime`.
 */
export interface DeviceSession {
  /** The newest AccessToken; the device may still use an older one. */
  accessToken: AccessToken
  /** The token that the device uses. */
  token: string
  /** When that token expires by this computer's clock; null if unknown. */
  tokenExpiresAt: Timestamp | null
  readonly device: SdkDevice
  /** Since when the registration has not been acknowledged; null while it is. */
  unacknowledgedSince: number | null
  /** The SDK will not recover this device: its token was refused, or signalling was closed permanently. */
  unusable: 'token' | 'closed' | null
  /** The registration and all repetitions so far were acknowledged on this socket. */
  acknowledged: boolean
  /** The token was accepted on the socket that is open now. */
  connected: boolean
  /** When the socket was found open; null while it is not open. */
  openedAt: number | null
  /** When the registration was last sent; null while no acknowledgement is outstanding. */
  registerSentAt: number | null
  /** By the wall clock, so that a sleep counts. */
  lastMessageAt: Timestamp
}

export function newDeviceSession(
  accessToken: AccessToken,
  device: SdkDevice,
  { uptime, now }: { readonly uptime: number; readonly now: Timestamp },
): DeviceSession {
  return {
    accessToken,
    token: accessToken.token,
    tokenExpiresAt: accessToken.expiresAt ?? null,
    device,
    unacknowledgedSince: uptime,
    unusable: null,
    acknowledged: false,
    connected: false,
    openedAt: null,
    registerSentAt: null,
    lastMessageAt: now,
  }
}

/** Whether two AccessTokens are for the same identity at the same host. */
export function isSameEndpoint(a: AccessToken, b: AccessToken): boolean {
  return a.identity === b.identity && a.signallingHost === b.signallingHost
}
