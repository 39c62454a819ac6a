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

/** What happened before this document. */
export interface PreviousState {
  /** Whether it is the call's first. */
  readonly first: boolean
  /** How a `<Dial>` ended that left the caller unanswered. */
  readonly unanswered: HangupCause | undefined
}

/**
 * Carries out the verbs of one document in order. Stops as soon as the caller is gone, or a verb leads elsewhere.
 * Answers where the call goes next; `end` with the reason when the document is through.
 */
export async function executeDocument(
  document: readonly Element[],
  stage: VerbContext,
  before: PreviousState,
): Promise<Exclude<VerbResult, { next: 'verb' }>> {
  const { caller } = stage
  let { unanswered } = before
  for (const [at, element] of document.entries()) {
    if (caller.ended.aborted) return { next: 'end', ending: 'completed' }
    const verb = Object.hasOwn(verbs, element.name) ? verbs[element.name] : undefined
    if (verb === undefined) {
      stage.skipped(element.name, 'this verb is not known here')
      continue
    }
    const step = await verb(element, stage, before.first && at === 0)
    if (step.next === 'document') return step
    if (step.next === 'end')
      return unanswered !== undefined && step.ending === 'completed' ? ended(unanswered) : step
    // A later Dial that is tried says more about why nobody came than an earlier one.
    unanswered = caller.answeredAt === undefined ? (step.unanswered ?? unanswered) : undefined
  }
  return ended(unanswered ?? 'completed')
}

function ended(ending: HangupCause): { next: 'end'; ending: HangupCause } {
  return { next: 'end', ending }
}
