import type { AccessToken } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { PracticeCaller } from './practice/practice-numbers.ts'

/** Why no AccessToken was issued: a readable message, and the form field it concerns. */
export interface TokenError {
  readonly ok: false
  readonly problem: 'unreachable' | 'unauthorised' | 'not-a-token' | 'not-a-voice-token'
  readonly message: string
  readonly field: string | null
}

/** An AccessToken, with the times of receipt and expiry by the clock of this computer. */
export interface IssuedToken {
  readonly ok: true
  readonly accessToken: AccessToken
  readonly receivedAt: Timestamp
  readonly expiresAt: Timestamp
}

export type TokenResult = IssuedToken | TokenError

/** An open connection: it issues AccessTokens and has a signalling host. */
export interface Connection {
  /** `host:port` of an exchange, or null for Twilio. */
  readonly signallingHost: string | null
  /** The certificate to trust at that exchange (`sha256/<base64>`), or null. May differ after `onRestarted`. */
  readonly fingerprint: string | null
  fetchAccessToken(): Promise<TokenResult>
  /** For an exchange entered by the person: resolves with the problem, or null. Never rejects. */
  readonly checkExchange: (() => Promise<TokenError | null>) | null
  /** Practice connection only: places a call to this identity. Rejects with a readable message. */
  readonly callMe: ((caller?: PracticeCaller) => Promise<void>) | null
  /** Calls the listener each time a server of the connection was restarted, at the same address. */
  onRestarted(listener: () => void): void
  /** Calls the listener once, with a readable message, when a server of the connection has failed for good. */
  onFailed(listener: (message: string) => void): void
  close(): Promise<void>
}
