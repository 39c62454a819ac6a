import type { Target } from '../model/target.ts'
import type { Audio } from '../media/audio.ts'
import type { DialResult, DialOptions } from '../model/dial.ts'
import type { CalledLeg, CallerLeg } from '../model/leg-types.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { HangupCause } from '../model/hangup-causes.ts'
import type { Method, Parameters, WebhookResponse } from '../webhooks/webhooks.ts'
import type { Element } from './parse.ts'

/** Everything that a verb can use: the caller, sounds, webhooks and other legs. */
export interface VerbContext {
  readonly caller: CallerLeg
  readonly clock: Clock
  readonly audio: Audio
  readonly log: Log
  /** The address of the document, the base for relative URLs in it. */
  readonly base: string
  /** The default `timeout` of a `<Dial>`, in seconds. */
  readonly ringTimeout: number
  /** How long a `<Dial>` without `answerOnBridge` rings before its caller is connected. */
  readonly answerAfterMs: number
  /** The shortest time until the caller is notified of a failure in that case, in milliseconds. */
  readonly failAfterMs: number
  /** Logs a verb, noun or attribute that has no effect. */
  skipped(verb: string, why: string): void
  fetchSound(url: string): Promise<WebhookResponse>
  makeLeg(target: Target, callerId: string | undefined): CalledLeg
  dial(legs: readonly CalledLeg[], options: DialOptions): Promise<DialResult>
  /** Sends a request to a webhook and ignores the response. */
  notify(url: string, method: Method, parameters: Parameters): void
  /** Sends a request to a webhook about a leg other than the caller's. */
  reportLeg(url: string, method: Method, leg: CalledLeg, parameters: Parameters): void
}

/**
 * How the call goes on after a verb. `unanswered` is the cause with which a `<Dial>` ended while the caller is still unanswered; if the
 * call ends then, it is reported to the caller.
 */
export type VerbResult =
  | { readonly next: 'verb'; readonly unanswered?: HangupCause }
  | {
      readonly next: 'document'
      readonly url: string
      readonly method: Method
      readonly parameters: Parameters
      readonly unanswered?: HangupCause
    }
  | { readonly next: 'end'; readonly cause: HangupCause }

export const CONTINUE: VerbResult = { next: 'verb' }

/** Executes one element. `first`: it is the first element of the call's first document. */
export type Verb = (element: Element, context: VerbContext, first: boolean) => Promise<VerbResult>
