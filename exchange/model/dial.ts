import type { HangupCause } from './hangup-causes.ts'
import type { CalledLeg } from './leg-types.ts'

export interface DialOptions {
  readonly timeoutMs: number
  readonly timeLimitMs: number
  readonly answerOnBridge: boolean
  /** Without `answerOnBridge`: the caller is connected after this time, or when a party answers. */
  readonly answerAfterMs: number
  /** Without `answerOnBridge`: the shortest time before a connected caller is notified of a failure, as at Twilio. */
  readonly failAfterMs: number
  readonly hangupOnStar: boolean
  /** Called for each change of a leg, for status callbacks. */
  readonly onProgress?: (leg: CalledLeg, progress: 'initiated' | 'ringing' | 'answered' | 'completed') => void
}

export interface DialResult {
  /** `completed` when a party answered; otherwise the reason why none did. */
  readonly hangupCause: HangupCause
  /** The leg that answered, or the last that was tried. */
  readonly child: CalledLeg | undefined
  readonly bridged: boolean
  /** Seconds that the answered leg was open. */
  readonly seconds: number
}
