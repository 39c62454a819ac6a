import type { HangupCause } from '../model/hangup-causes.ts'
import type { Element } from './parse.ts'
import { type VerbContext, type VerbResult, type Verb } from './verb-context.ts'
import { dialVerb } from './verbs/dial.ts'
import { hangupVerb, pauseVerb, redirectVerb, rejectVerb } from './verbs/flow.ts'
import { playVerb, sayVerb } from './verbs/audio.ts'

const verbs: Readonly<Record<string, Verb>> = {
  Dial: dialVerb,
  Hangup: hangupVerb,
  Pause: pauseVerb,
  Play: playVerb,
  Redirect: redirectVerb,
  Reject: rejectVerb,
  Say: sayVerb,
}

/** The state of the call previous this document. */
export interface PreviousState {
  /** Whether this is the first document of the call. */
  readonly first: boolean
  /** The cause with which a `<Dial>` ended, if the caller is still unanswered. */
  readonly unanswered: HangupCause | undefined
}

/**
 * Executes the verbs of one document in order, until the caller has hung up or a verb continues elsewhere. Returns how the call goes on:
 * `end` with its cause after the last verb.
 */
export async function executeDocument(
  document: readonly Element[],
  context: VerbContext,
  previous: PreviousState,
): Promise<Exclude<VerbResult, { next: 'verb' }>> {
  const { caller } = context
  let { unanswered } = previous
  for (const [at, element] of document.entries()) {
    if (caller.ended.aborted) return { next: 'end', cause: 'completed' }
    const verb = Object.hasOwn(verbs, element.name) ? verbs[element.name] : undefined
    if (verb === undefined) {
      context.skipped(element.name, 'this verb is not supported')
      continue
    }
    const result = await verb(element, context, previous.first && at === 0)
    if (result.next === 'document') return result
    if (result.next === 'end')
      return unanswered !== undefined && result.cause === 'completed' ? ended(unanswered) : result
    // The cause of the latest Dial is reported.
    unanswered = caller.answeredAt === undefined ? (result.unanswered ?? unanswered) : undefined
  }
  return ended(unanswered ?? 'completed')
}

function ended(cause: HangupCause): { next: 'end'; cause: HangupCause } {
  return { next: 'end', cause }
}
