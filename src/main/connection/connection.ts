import type { Ticket } from '../../shared/ipc/contract.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { PracticeCaller } from './practice/practice-numbers.ts'

/** Why no ticket was to be had, in words, and the form field it concerns. */
export interface NoTicket {
  readonly ok: false
  readonly problem: 'unreachable' | 'unauthorised' | 'not-a-token' | 'not-a-voice-token'
  readonly words: string
  readonly field: string | null
}

/** A ticket, and when by this computer's clock it was got and runs out. */
export interface FreshTicket {
  readonly ok: true
  readonly ticket: Ticket
  readonly receivedAt: Timestamp
  readonly expiresAt: Timestamp
}

export type TicketOutcome = FreshTicket | NoTicket

/** A line that is open for business: where its tickets come from and where its signalling goes. */
export interface LineSource {
  /** `host:port` of an exchange, or null for Twilio. */
  readonly signallingHost: string | null
  /** The certificate to trust at that exchange (`sha256/<base64>`), or null. Another after each `onBack`. */
  readonly fingerprint: string | null
  fetchTicket(): Promise<TicketOutcome>
  /** Where somebody typed in an exchange: what is wrong with it, or null. Never rejects. */
  readonly checkExchange: (() => Promise<NoTicket | null>) | null
  /** Practice line only: has somebody ring this identity. Rejects in words. */
  readonly callMe: ((caller?: PracticeCaller) => Promise<void>) | null
  /** Told each time something the line is made of has died and is at work again, in the same place. */
  onBack(listener: () => void): void
  /** Told once, in words, when something the line is made of is no more. */
  onGone(listener: (words: string) => void): void
  close(): Promise<void>
}
