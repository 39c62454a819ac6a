import type { Target } from '../model/target.ts'
import type { Audio } from '../media/audio.ts'
import type { Clock } from '../lib/clock.ts'
import type { EventLog } from '../model/events.ts'
import { onAbort } from '../lib/guarded.ts'
import { inWords, type Log } from '../lib/log.ts'
import { signalErrors } from '../model/hangup-causes.ts'
import { perform, type Before } from '../twiml/execute.ts'
import { TwimlError } from '../twiml/parse.ts'
import type { Stage } from '../twiml/verb-context.ts'
import { WebhookError, type Webhooks } from '../webhooks/webhooks.ts'
import { dial } from './dial.ts'
import type { CalledLeg, CallerLeg } from '../model/leg-types.ts'
import { createInquiry, type Inquiry, type Lead } from './twiml-client.ts'
import { within, type Redirects } from './redirects.ts'

export interface RunEdges {
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

/** What the caller hears when the application fails. */
const APPLICATION_ERROR = "We're sorry, an application error has occurred. Goodbye."
/**
 * More documents than this within `WINDOW_MS` mean that a call is in a redirect loop. Menus and music on hold, which redirect
 * repeatedly, take longer.
 */
const MAX_DOCUMENTS = 20
const WINDOW_MS = 10_000
/** The maximum number of skipped verbs logged for one document. */
const MAX_NAMED = 50

/**
 * Leads a call through its application, document after document, until one ends it or the caller is gone.
 *
 *   ask for a document ──> perform it ──> Redirect, Dial action: ask again
 *           │                  ├──> redirected from outside: leave it there, begin elsewhere
 *           │                  └──> nothing left, Hangup, Reject: hang up
 *           └──> it fails: the caller hears that, and the call ends
 */
export async function runCall(
  caller: CallerLeg,
  lead: Lead,
  redirects: Redirects,
  edges: RunEdges,
): Promise<void> {
  const inquiry = createInquiry(caller, lead, edges)
  try {
    let instructions = await inquiry.begin(lead.start)
    let before: Before = { first: true, unanswered: undefined }
    const limit = documentLimit(edges.clock)
    while (!caller.gone.aborted) {
      limit()
      const here = within(caller, redirects.signal)
      const stage = stageFor(caller, here, instructions.base, inquiry, edges)
      const step = await perform(instructions.verbs, stage, before)
      const elsewhere = redirects.take()
      if (elsewhere) {
        instructions = await inquiry.begin(elsewhere)
        before = { first: false, unanswered: undefined }
        continue
      }
      if (step.next !== 'document') {
        redirects.close()
        // Twilio answers every call that it does not reject or leave ringing.
        if (step.ending === 'completed') await caller.answer()
        return caller.hangUp(step.ending)
      }
      instructions = await inquiry.ask(step.url, step.method, step.parameters)
      before = { first: false, unanswered: step.unanswered }
    }
  } catch (error) {
    redirects.close()
    if (caller.gone.aborted) return
    const code = error instanceof WebhookError || error instanceof TwimlError ? error.code : 11_100
    edges.log('error', 'application-error', { callSid: caller.sid, code, problem: inWords(error) })
    if (edges.applicationErrors === 'signalled' && caller.answeredAt === undefined)
      return caller.hangUp('failed', signalErrors.applicationFailed)
    await apologise(caller, edges)
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

async function apologise(caller: CallerLeg, { audio, log }: RunEdges): Promise<void> {
  await caller.answer()
  const playback = audio.play(audio.say(APPLICATION_ERROR, {}), (frame) => caller.voice.send(frame))
  onAbort(caller.gone, log, () => playback.stop())
  await playback.finished.finally(() => caller.hangUp('completed'))
}

function stageFor(
  caller: CallerLeg,
  here: CallerLeg,
  base: string,
  inquiry: Inquiry,
  edges: RunEdges,
): Stage {
  const { clock, audio, log, events, webhooks, ringTimeout, timing } = edges
  const callSid = caller.sid
  let named = 0
  return {
    caller: here,
    clock,
    audio,
    log,
    base,
    ringTimeout,
    answerAfterMs: timing.answer,
    failAfterMs: timing.failure,
    skipped(verb, why) {
      named += 1
      if (named > MAX_NAMED + 1) return
      if (named > MAX_NAMED)
        return log('warn', 'verb-skipped', { callSid, verb: 'more', why: `only ${MAX_NAMED} are named` })
      log('warn', 'verb-skipped', { callSid, verb, why })
      events.emit({ type: 'verb-skipped', callSid, verb, why })
    },
    fetchSound: (url) => webhooks.fetchSound(url, here.gone),
    makeLeg: (target, callerId) => edges.makeLeg(caller, target, callerId),
    dial: (legs, options) => dial(here, legs, options, edges),
    notify: (url, method, parameters) => inquiry.notify(url, method, parameters),
    reportLeg: (url, method, leg, parameters) => inquiry.report(url, method, leg, parameters),
  }
}
