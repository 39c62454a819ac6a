import type { Audio } from '../audio.ts'
import type { Clock } from '../clock.ts'
import type { EventLog } from '../events.ts'
import { inWords, type Log } from '../log.ts'
import { perform, type Before } from '../twiml/execute.ts'
import { parseTwiml, TwimlError, type Element } from '../twiml/parse.ts'
import type { Stage, Target } from '../twiml/stage.ts'
import { WebhookError, type Method, type Parameters, type Reply, type Webhooks } from '../webhooks.ts'
import { dial } from './dial.ts'
import type { CalledLeg, CallerLeg } from './ends.ts'
import type { Leg } from './leg.ts'

export interface RunEdges {
  readonly clock: Clock
  readonly events: EventLog
  readonly audio: Audio
  readonly log: Log
  readonly webhooks: Webhooks
  readonly ringTimeout: number
  makeLeg(caller: CallerLeg, target: Target, callerId: string | undefined): CalledLeg
}

export interface Application {
  readonly voiceUrl: string
  readonly voiceMethod: Method
  /** What every request of this call says besides its state. */
  readonly parameters: Parameters
}

/** What the caller hears when the application fails. */
const APPLICATION_ERROR = "We're sorry, an application error has occurred. Goodbye."
/** A call that is led from document to document more often than this is going in circles. */
const MAX_DOCUMENTS = 100

/**
 * Leads a call through its application, document after document, until one ends it or the caller is gone.
 *
 *   ask the webhook ──> perform the document ──> Redirect, Dial action: ask again
 *          │                     └──> nothing left, Hangup, Reject: hang up
 *          └──> it fails: the caller hears that, and the call ends
 */
export async function runCall(caller: CallerLeg, application: Application, edges: RunEdges): Promise<void> {
  const { log, events } = edges
  let url = application.voiceUrl
  let method = application.voiceMethod
  let parameters: Parameters = {}
  let before: Before = { first: true, unanswered: undefined }
  try {
    for (let documents = 0; documents < MAX_DOCUMENTS; documents += 1) {
      const reply = await ask(
        caller,
        url,
        method,
        { ...requestFor(caller, application), ...parameters },
        edges,
        caller.gone,
      )
      if (caller.gone.aborted) return
      const step = await perform(documentOf(reply), stageFor(caller, application, reply.url, edges), before)
      if (step.next === 'document') {
        ;({ url, method, parameters } = step)
        before = { first: false, unanswered: step.unanswered }
        continue
      }
      const ending = step.next === 'end' ? step.ending : 'completed'
      // Twilio answers every call that it does not reject or leave ringing.
      if (ending === 'completed') await caller.answer()
      return caller.hangUp(ending)
    }
    throw new WebhookError(`the call was led through ${MAX_DOCUMENTS} documents`, 11_200)
  } catch (error) {
    if (caller.gone.aborted) return
    const code = error instanceof WebhookError || error instanceof TwimlError ? error.code : 11_200
    log('error', 'application-error', { callSid: caller.sid, code, problem: inWords(error) })
    if (error instanceof TwimlError)
      events.emit({ type: 'webhook', callSid: caller.sid, url, problem: `${code}: ${error.message}` })
    await apologise(caller, edges)
  }
}

async function apologise(caller: CallerLeg, { audio }: RunEdges): Promise<void> {
  await caller.answer()
  const playback = audio.play(audio.say(APPLICATION_ERROR, {}), (frame) => caller.voice.send(frame))
  caller.gone.addEventListener('abort', () => playback.stop())
  await playback.finished
  caller.hangUp('completed')
}

async function ask(
  caller: Leg,
  url: string,
  method: Method,
  parameters: Parameters,
  { webhooks, events }: RunEdges,
  signal: AbortSignal,
): Promise<Reply> {
  const callSid = caller.sid
  try {
    const reply = await webhooks.ask(url, method, parameters, signal)
    events.emit({ type: 'webhook', callSid, url, status: reply.status })
    return reply
  } catch (error) {
    const status = error instanceof WebhookError ? error.status : undefined
    if (!signal.aborted)
      events.emit({
        type: 'webhook',
        callSid,
        url,
        ...(status === undefined ? {} : { status }),
        problem: inWords(error),
      })
    throw error
  }
}

/** An answer that is plain words is read aloud, a sound is played, everything else must be TwiML. */
function documentOf({ body, contentType, url }: Reply): readonly Element[] {
  const text = Buffer.from(body).toString('utf8')
  const plain = { attributes: {}, children: [] }
  if (contentType.startsWith('text/plain') && !text.trimStart().startsWith('<'))
    return text.trim() === '' ? [] : [{ ...plain, name: 'Say', text: text.trim() }]
  if (contentType.startsWith('audio/')) return [{ ...plain, name: 'Play', text: url }]
  if (contentType !== '' && !/^(text|application)\//.test(contentType))
    throw new TwimlError(`The answer is ${contentType}, which is neither TwiML nor sound`, 12_300)
  return parseTwiml(text)
}

function requestFor(caller: CallerLeg, application: Application): Parameters {
  return {
    ...application.parameters,
    CallSid: caller.sid,
    CallStatus: caller.status === 'initiated' ? 'ringing' : caller.status,
    Direction: 'inbound',
  }
}

function stageFor(caller: CallerLeg, application: Application, base: string, edges: RunEdges): Stage {
  const { clock, audio, log, events, webhooks, ringTimeout } = edges
  const callSid = caller.sid
  const never = new AbortController().signal
  return {
    caller,
    clock,
    audio,
    log,
    base,
    ringTimeout,
    skipped(verb, why) {
      log('warn', 'verb-skipped', { callSid, verb, why })
      events.emit({ type: 'verb-skipped', callSid, verb, why })
    },
    fetchSound: (url) => webhooks.fetchSound(url, caller.gone),
    makeLeg: (target, callerId) => edges.makeLeg(caller, target, callerId),
    dial: (legs, options) => dial(caller, legs, options, edges),
    notify(url, method, parameters) {
      void ask(
        caller,
        url,
        method,
        { ...requestFor(caller, application), ...parameters },
        edges,
        never,
      ).catch((error: unknown) => log('warn', 'callback-failed', { callSid, problem: inWords(error) }))
    },
    reportLeg(url, method, leg, parameters) {
      const about = {
        AccountSid: application.parameters['AccountSid'] ?? '',
        ApiVersion: application.parameters['ApiVersion'] ?? '',
        CallSid: leg.sid,
        ParentCallSid: callSid,
        Direction: leg.direction,
        From: leg.from,
        To: leg.to,
        Caller: leg.from,
        Called: leg.to,
      }
      void ask(leg, url, method, { ...about, ...parameters }, edges, never).catch((error: unknown) =>
        log('warn', 'callback-failed', { callSid: leg.sid, problem: inWords(error) }),
      )
    },
  }
}
