import type { AccessToken } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { PracticeCaller } from './practice/practice-numbers.ts'

/** Why no ticket was to be had, in words, and the form field it concerns. */
export interface TokenError {
  readonly ok: false
  readonly problem: 'unreachable' | 'unauthorised' | 'not-a-token' | 'not-a-voice-token'
  readonly message: string
  readonly field: string | null
}

/** A ticket, and when by this computer's clock it was got and runs out. */
export interface IssuedToken {
  readonly ok: true
  readonly accessToken: AccessToken
  readonly receivedAt: Timestamp
  readonly expiresAt: Timestamp
}

export type TokenResult = IssuedToken | TokenError

/** A line that is open for business: where its tickets come from and where its signalling goes. */
export interface Connection {
  /** `host:port` of an exchange, or null for Twilio. */
  readonly signallingHost: string | null
  /** The certificate to trust at that exchange (`sha256/<base64>`), or null. Another after each `onRestarted`. */
  readonly fingerprint: string | null
  fetchAccessToken(): Promise<TokenResult>
  /** Where somebody typed in an exchange: what is wrong with it, or null. Never rejects. */
  readonly checkExchange: (() => Promise<TokenError | null>) | null
  /** Practice line only: has somebody ring this identity. Rejects in words. */
  readonly callMe: ((caller?: PracticeCaller) => Promise<void>) | null
  /** Told each time something the line is made of has died and is at work again, in the same place. */
  onRestarted(listener: () => void): void
  /** Told once, in words, when something the line is made of is no more. */
  onFailed(listener: (message: string) => void): void
  close(): Promise<void>
}
