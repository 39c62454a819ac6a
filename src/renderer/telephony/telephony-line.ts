import type { AccessToken } from '../../shared/ipc/contract.ts'
import type { TelephonyEvent } from '../../shared/domain/events.ts'
import type { CallId } from '../../shared/domain/phone.ts'

/**
 * The port: what a telephone line can do. What becomes of it is told by events, never by a return value or an
 * exception. Commands about unknown calls, or calls that have moved on, do nothing.
 */
export interface TelephonyLine {
  /**
   * Registers with this ticket. On a line already open, a new token for the same identity and host is swapped in
   * quietly; another identity or host registers anew. Idempotent.
   */
  register(accessToken: AccessToken): void
  accept(id: CallId): void
  reject(id: CallId): void
  /** Ends a call that was answered, or one this side placed, whatever state it is in. */
  hangup(id: CallId): void
  /** Places a call that will be known as `id`. `to`: E.164, or a Twilio Client identity. */
  dial(id: CallId, to: string): void
  mute(id: CallId, muted: boolean): void
  /** `digits`: any of 0-9 * # and w (half a second's pause). */
  sendDigits(id: CallId, digits: string): void
  /**
   * Registers now: a scheduled attempt is made at once, a refused token is requested again, and an existing registration is
   * verified. Connected calls continue.
   */
  reconnect(): void
  /** Hears the line's signs of life from now on; answers how to stop. */
  onActivity(listener: ActivityListener): () => void
  /** Hears every event from now on; answers how to stop. */
  subscribe(listener: TelephonyListener): () => void
  /** Unregisters and ends every call. Resolves when nothing is left; the line may be opened again. */
  unregister(): Promise<void>
}

export type TelephonyListener = (event: TelephonyEvent) => void

/**
 * A sign of life. `heard`: any message from the signalling host. `registered`: it acknowledged the registration.
 * `unobserved`: it is registered, but this version of the SDK does not expose later signs. `left`: the line uses another host now,
 * so earlier signs are void.
 */
export type SignallingActivity = 'message' | 'acknowledged' | 'unobserved' | 'reset'
export type ActivityListener = (sign: SignallingActivity) => void
