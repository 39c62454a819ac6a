import type { Target } from '../model/target.ts'
import type { Audio } from '../media/audio.ts'
import type { DialResult, DialOptions } from '../model/dial.ts'
import type { CalledLeg, CallerLeg } from '../model/leg-types.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { HangupCause } from '../model/hangup-causes.ts'
import type { Method, Parameters, WebhookResponse } from '../webhooks/webhooks.ts'
import type { Element } from './parse.ts'

/** What a verb may use: the caller, sounds, and the exchange's other parties. */
export interface VerbContext {
  readonly caller: CallerLeg
  readonly clock: Clock
  readonly audio: Audio
  readonly log: Log
  /** Where the document came from: relative addresses in it start here. */
  readonly base: string
  /** Seconds a `<Dial>` rings unless it says otherwise. */
  readonly ringTimeout: number
  /** How long a `<Dial>` without `answerOnBridge` rings before its caller is connected. */
  readonly answerAfterMs: number
  /** The shortest time until the caller is notified of a failure in that case, in milliseconds. */
  readonly failAfterMs: number
  /** Names a verb, noun or attribute that is not carried out. */
  skipped(verb: string, why: string): void
  fetchSound(url: string): Promise<WebhookResponse>
  makeLeg(target: Target, callerId: string | undefined): CalledLeg
  dial(legs: readonly CalledLeg[], options: DialOptions): Promise<DialResult>
  /** Tells a webhook something and does not wait for what it says. */
  notify(url: string, method: Method, parameters: Parameters): void
  /** Tells a webhook about a leg other than the caller's. */
  reportLeg(url: string, method: Method, leg: CalledLeg, parameters: Parameters): void
}

/**
 * What comes after a verb. `unanswered` is how a `<Dial>` ended that left the caller unanswered: should the call
 * end so, the caller hears that reason.
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
  | { readonly next: 'end'; readonly ending: HangupCause }

export const CONTINUE: VerbResult = { next: 'verb' }

/** Carries out one element. `first` says that the call's first document begins with it. */
export type Verb = (element: Element, stage: VerbContext, first: boolean) => Promise<VerbResult>
