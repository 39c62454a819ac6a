import type { Application } from '../config.ts'
import type { EventLog } from '../model/events.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import type { Log } from '../lib/log.ts'
import { fillBin } from '../twiml/twiml-bin.ts'
import { parseTwiml, TwimlError, type Element } from '../twiml/parse.ts'
import {
  WebhookError,
  type Method,
  type Parameters,
  type WebhookResponse,
  type Webhooks,
} from '../webhooks/webhooks.ts'
import type { CallerLeg } from '../model/leg-types.ts'
import type { Leg } from '../model/leg.ts'

/** The source of a call's first TwiML: an application, or a literal document. */
export type EntryPoint = Application | { readonly document: string }

/** The TwiML of one call. */
export interface CallFlow {
  readonly entryPoint: EntryPoint
  /** The request parameters of this call that do not change. */
  readonly parameters: Parameters
}

/** Verbs, and the base address for relative URLs in them. */
interface TwimlDocument {
  readonly base: string
  readonly verbs: readonly Element[]
}

/** Fetches the TwiML documents of one call, and notifies its webhooks. */
export interface TwimlClient {
  /** The first document of an entry point. @throws WebhookError or TwimlError */
  fetchEntryPoint(start: EntryPoint): Promise<TwimlDocument>
  /** A later document. @throws WebhookError or TwimlError */
  fetch(url: string, method: Method, parameters: Parameters): Promise<TwimlDocument>
  /** Sends a request about the caller and ignores the response. */
  notify(url: string, method: Method, parameters: Parameters): void
  /** The same about a leg that a `<Dial>` created. */
  report(url: string, method: Method, leg: Leg, parameters: Parameters): void
}

/** The base address of literal TwiML, in which relative URLs are invalid. */
const NO_BASE_URL = 'about:blank'

export function createTwimlClient(
  caller: CallerLeg,
  flow: CallFlow,
  { webhooks, events, log }: { readonly webhooks: Webhooks; readonly events: EventLog; readonly log: Log },
): TwimlClient {
  const never = new AbortController().signal

  async function request(leg: Leg, url: string, method: Method, parameters: Parameters, signal: AbortSignal) {
    const callSid = leg.sid
    try {
      const reply = await webhooks.request(url, method, parameters, signal)
      events.emit({ type: 'webhook', callSid, url, status: reply.status })
      return reply
    } catch (error) {
      const status = error instanceof WebhookError ? error.status : undefined
      const answered = status === undefined ? {} : { status }
      if (!signal.aborted)
        events.emit({ type: 'webhook', callSid, url, ...answered, problem: errorMessage(error) })
      throw error
    }
  }

  function notify(leg: Leg, url: string, method: Method, parameters: Parameters): void {
    request(leg, url, method, parameters, never).catch((error: unknown) =>
      log('warn', 'callback-failed', { callSid: leg.sid, problem: errorMessage(error) }),
    )
  }

  const callerParameters = (): Parameters => ({
    ...flow.parameters,
    CallSid: caller.sid,
    CallStatus: caller.status === 'initiated' ? 'ringing' : caller.status,
    Direction: caller.direction,
  })

  async function ask(url: string, method: Method, parameters: Parameters): Promise<TwimlDocument> {
    const reply = await request(caller, url, method, { ...callerParameters(), ...parameters }, caller.ended)
    try {
      return { base: reply.url, verbs: verbsOf(reply) }
    } catch (error) {
      events.emit({ type: 'webhook', callSid: caller.sid, url, problem: errorMessage(error) })
      throw error
    }
  }

  return {
    async fetchEntryPoint(start) {
      if ('voiceUrl' in start) return ask(start.voiceUrl, start.voiceMethod, {})
      if ('document' in start) return { base: NO_BASE_URL, verbs: parseTwiml(start.document) }
      return { base: NO_BASE_URL, verbs: parseTwiml(fillBin(start.twiml, callerParameters())) }
    },
    fetch: ask,
    notify: (url, method, parameters) =>
      notify(caller, url, method, { ...callerParameters(), ...parameters }),
    report(url, method, leg, parameters) {
      const { AccountSid = '', ApiVersion = '' } = flow.parameters
      notify(leg, url, method, {
        AccountSid,
        ApiVersion,
        CallSid: leg.sid,
        ParentCallSid: caller.sid,
        Direction: leg.direction,
        From: leg.from,
        To: leg.to,
        Caller: leg.from,
        Called: leg.to,
        ...parameters,
      })
    },
  }
}

/** A plain-text response is read aloud and an audio response is played. Everything else must be TwiML. */
function verbsOf({ body, contentType, url }: WebhookResponse): readonly Element[] {
  const text = Buffer.from(body).toString('utf8')
  const plain = { attributes: {}, children: [] }
  if (contentType.startsWith('text/plain') && !text.trimStart().startsWith('<'))
    return text.trim() === '' ? [] : [{ ...plain, name: 'Say', text: text.trim(), allText: text.trim() }]
  if (contentType.startsWith('audio/')) return [{ ...plain, name: 'Play', text: url, allText: url }]
  if (contentType !== '' && !/^(text|application)\//.test(contentType))
    throw new TwimlError(`The answer is ${contentType}, which is neither TwiML nor sound`, 12_300)
  return parseTwiml(text)
}
