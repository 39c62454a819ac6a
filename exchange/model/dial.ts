import type { HangupCause } from './hangup-causes.ts'
import type { CalledLeg } from './leg-types.ts'

export interface DialOptions {
  readonly timeoutMs: number
  readonly timeLimitMs: number
  readonly answerOnBridge: boolean
  /** Without `answerOnBridge`: the caller is connected after this, or when somebody answers. */
  readonly answerAfterMs: number
  /** Without `answerOnBridge`: the shortest time before a connected caller is notified of a failure, as at Twilio. */
  readonly failAfterMs: number
  readonly hangupOnStar: boolean
  /** Called with a leg each time it changes; for status callbacks. */
  readonly onProgress?: (leg: CalledLeg, progress: 'initiated' | 'ringing' | 'answered' | 'completed') => void
}

export interface DialResult {
  /** `completed` when somebody answered, whoever hung up; otherwise why nobody did. */
  readonly hangupCause: HangupCause
  /** The leg that answered, or the last one that was tried. */
  readonly child: CalledLeg | undefined
  readonly bridged: boolean
  /** Seconds that the answered leg was open. */
  readonly seconds: number
}
