import type { AccessToken } from '../../shared/ipc/contract.ts'
import type { TelephonyEvent } from '../../shared/domain/events.ts'
import type { CallId } from '../../shared/domain/phone.ts'

/**
 * The interface of a telephone line. Results are reported by events, not by return values or exceptions. A command does
 * nothing if its call does not exist or is in another state.
 */
export interface TelephonyLine {
  /**
   * Registers with this token. A registered line replaces its token if identity and host are the same; otherwise it
   * registers again. Idempotent.
   */
  register(accessToken: AccessToken): void
  accept(id: CallId): void
  reject(id: CallId): void
  /** Ends an accepted or an outgoing call, in any state. */
  hangup(id: CallId): void
  /** Places a call with this id. `to`: E.164, or a Twilio Client identity. */
  dial(id: CallId, to: string): void
  mute(id: CallId, muted: boolean): void
  /** `digits`: any of 0-9 * # and w (a pause of 500 ms). */
  sendDigits(id: CallId, digits: string): void
  /**
   * Registers now: a scheduled attempt is made at once, a refused token is requested again, and an existing registration is
   * verified. Connected calls continue.
   */
  reconnect(): void
  /** Subscribes to signalling activity. Returns a function that unsubscribes. */
  onActivity(listener: ActivityListener): () => void
  /** Subscribes to all events. Returns a function that unsubscribes. */
  subscribe(listener: TelephonyListener): () => void
  /** Unregisters and ends every call. Resolves when that is done. The line can be registered again. */
  unregister(): Promise<void>
}

export type TelephonyListener = (event: TelephonyEvent) => void

/**
 * Signalling activity. `message`: any message from the signalling host. `acknowledged`: it acknowledged the registration.
 * `unobserved`: the line is registered, but this version of the SDK does not expose later activity. `reset`: the line uses
 * another host now, so earlier activity no longer counts.
 */
export type SignallingActivity = 'message' | 'acknowledged' | 'unobserved' | 'reset'
export type ActivityListener = (activity: SignallingActivity) => void
