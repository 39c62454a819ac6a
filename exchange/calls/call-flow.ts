import type { Target } from '../model/target.ts'
import type { Audio } from '../media/audio.ts'
import type { Clock } from '../lib/clock.ts'
import type { EventLog } from '../model/events.ts'
import { onAbort } from '../lib/guarded.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import type { Log } from '../lib/log.ts'
import { signalErrors } from '../model/hangup-causes.ts'
import { executeDocument, type PreviousState } from '../twiml/execute.ts'
import { TwimlError } from '../twiml/parse.ts'
import type { VerbContext } from '../twiml/verb-context.ts'
import { WebhookError, type Webhooks } from '../webhooks/webhooks.ts'
import { dial } from './dial.ts'
import type { CalledLeg, CallerLeg } from '../model/leg-types.ts'
import { createTwimlClient, type TwimlClient, type CallFlow } from './twiml-client.ts'
import { withinDocument, type Redirects } from './redirects.ts'

export interface CallFlowDeps {
  readonly clock: Clock
  readonly events: EventLog
  readonly audio: Audio
  readonly log: Log
  readonly webhooks: Webhooks
  /** Seconds. */
  readonly ringTimeout: number
  readonly timing: { readonly answer: number; readonly failure: number }
  readonly applicationErrors: 'spoken' | 'signalled'
  makeLeg(caller: CallerLeg, target: Target, callerId: string | undefined): CalledLeg
}

/** Said to the caller when the application fails. The text is Twilio's. */
const APPLICATION_ERROR = "We're sorry, an application error has occurred. Goodbye."
/**
 * More documents than this within `WINDOW_MS` mean that a call is in a redirect loop. Menus and music on hold, which redirect
 * repeatedly, take longer.
 */
const MAX_DOCUMENTS = 20
const WINDOW_MS = 10_000
/** The maximum number of skipped verbs logged for one document. */
const MAX_LOGGED_SKIPS = 50

/**
 * Runs the TwiML of a call, document after document, until a document ends the call or the caller hangs up.
 *
 *   fetch a document ──> execute it ──> Redirect, Dial action: fetch the next
 *           │                  ├──> redirected from outside: stop callerInDocument, fetch the new entry point
 *           │                  └──> end of document, Hangup, Reject: hang up
 *           └──> it fails: play an error message and hang up
 */
export async function runCallFlow(
  caller: CallerLeg,
  flow: CallFlow,
  redirects: Redirects,
  deps: CallFlowDeps,
): Promise<void> {
  const twimlClient = createTwimlClient(caller, flow, deps)
  try {
    let instructions = await twimlClient.fetchEntryPoint(flow.entryPoint)
    let previous: PreviousState = { first: true, unanswered: undefined }
    const limit = documentLimit(deps.clock)
    while (!caller.ended.aborted) {
      limit()
      const callerInDocument = withinDocument(caller, redirects.signal)
      const context = verbContextFor(caller, callerInDocument, instructions.base, twimlClient, deps)
      const result = await executeDocument(instructions.verbs, context, previous)
      const redirected = redirects.take()
      if (redirected) {
        instructions = await twimlClient.fetchEntryPoint(redirected)
        previous = { first: false, unanswered: undefined }
        continue
      }
      if (result.next !== 'document') {
        redirects.close()
        // Twilio answers every call that it does not reject or leave ringing.
        if (result.cause === 'completed') await caller.answer()
        return caller.hangUp(result.cause)
      }
      instructions = await twimlClient.fetch(result.url, result.method, result.parameters)
      previous = { first: false, unanswered: result.unanswered }
    }
  } catch (error) {
    redirects.close()
    if (caller.ended.aborted) return
    const code = error instanceof WebhookError || error instanceof TwimlError ? error.code : 11_100
    deps.log('error', 'application-error', { callSid: caller.sid, code, problem: errorMessage(error) })
    if (deps.applicationErrors === 'signalled' && caller.answeredAt === undefined)
      return caller.hangUp('failed', signalErrors.applicationFailed)
    await playApplicationError(caller, deps)
  }
}

/** Counts documents. @throws WebhookError when there are too many in too little time */
function documentLimit(clock: Clock): () => void {
  let times: number[] = []
  return () => {
    const now = clock.now()
    times = [...times.filter((time) => now - time < WINDOW_MS), now]
    if (times.length > MAX_DOCUMENTS)
      throw new WebhookError(`more than ${MAX_DOCUMENTS} documents in ${WINDOW_MS / 1000} s`, 11_200)
  }
}

async function playApplicationError(caller: CallerLeg, { audio, log }: CallFlowDeps): Promise<void> {
  await caller.answer()
  const playback = audio.play(audio.say(APPLICATION_ERROR, {}), (frame) => caller.voice.send(frame))
  onAbort(caller.ended, log, () => playback.stop())
  await playback.finished.finally(() => caller.hangUp('completed'))
}

function verbContextFor(
  caller: CallerLeg,
  callerInDocument: CallerLeg,
  base: string,
  twimlClient: TwimlClient,
  deps: CallFlowDeps,
): VerbContext {
  const { clock, audio, log, events, webhooks, ringTimeout, timing } = deps
  const callSid = caller.sid
  let skippedCount = 0
  return {
    caller: callerInDocument,
    clock,
    audio,
    log,
    base,
    ringTimeout,
    answerAfterMs: timing.answer,
    failAfterMs: timing.failure,
    skipped(verb, why) {
      skippedCount += 1
      if (skippedCount > MAX_LOGGED_SKIPS + 1) return
      if (skippedCount > MAX_LOGGED_SKIPS)
        return log('warn', 'verb-skipped', {
          callSid,
          verb: 'more',
          why: `only ${MAX_LOGGED_SKIPS} are skippedCount`,
        })
      log('warn', 'verb-skipped', { callSid, verb, why })
      events.emit({ type: 'verb-skipped', callSid, verb, why })
    },
    fetchSound: (url) => webhooks.fetchSound(url, callerInDocument.ended),
    makeLeg: (target, callerId) => deps.makeLeg(caller, target, callerId),
    dial: (legs, options) => dial(callerInDocument, legs, options, deps),
    notify: (url, method, parameters) => twimlClient.notify(url, method, parameters),
    reportLeg: (url, method, leg, parameters) => twimlClient.report(url, method, leg, parameters),
  }
}
