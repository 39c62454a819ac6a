import type { Application } from '../config.ts'
import type { EventLog } from '../model/events.ts'
import { inWords, type Log } from '../lib/log.ts'
import { fillBin } from '../twiml/twiml-bin.ts'
import { parseTwiml, TwimlError, type Element } from '../twiml/parse.ts'
import {
  WebhookError,
  type Method,
  type Parameters,
  type Reply,
  type Webhooks,
} from '../webhooks/webhooks.ts'
import type { CallerLeg } from '../model/leg-types.ts'
import type { Leg } from '../model/leg.ts'

/** Where a call is led from: an application, or a document that is taken as it stands. */
export type Start = Application | { readonly document: string }

/** What leads one call. */
export interface Lead {
  readonly start: Start
  /** What every request of this call says besides its state. */
  readonly parameters: Parameters
}

/** Verbs, and the address that relative ones among them start from. */
export interface Instructions {
  readonly base: string
  readonly verbs: readonly Element[]
}

/** How a call talks to its application. */
export interface Inquiry {
  /** The first document, there or after a redirect. @throws WebhookError or TwimlError */
  begin(start: Start): Promise<Instructions>
  /** A later one. @throws WebhookError or TwimlError */
  ask(url: string, method: Method, parameters: Parameters): Promise<Instructions>
  /** Says something and does not wait for the answer. */
  notify(url: string, method: Method, parameters: Parameters): void
  /** The same about a leg that a `<Dial>` made. */
  report(url: string, method: Method, leg: Leg, parameters: Parameters): void
}

/** Where a bin is: nowhere that a relative address could start from. */
const NOWHERE = 'about:blank'

export function createInquiry(
  caller: CallerLeg,
  lead: Lead,
  { webhooks, events, log }: { readonly webhooks: Webhooks; readonly events: EventLog; readonly log: Log },
): Inquiry {
  const never = new AbortController().signal

  async function request(leg: Leg, url: string, method: Method, parameters: Parameters, signal: AbortSignal) {
    const callSid = leg.sid
    try {
      const reply = await webhooks.ask(url, method, parameters, signal)
      events.emit({ type: 'webhook', callSid, url, status: reply.status })
      return reply
    } catch (error) {
      const status = error instanceof WebhookError ? error.status : undefined
      const answered = status === undefined ? {} : { status }
      if (!signal.aborted)
        events.emit({ type: 'webhook', callSid, url, ...answered, problem: inWords(error) })
      throw error
    }
  }

  function tell(leg: Leg, url: string, method: Method, parameters: Parameters): void {
    request(leg, url, method, parameters, never).catch((error: unknown) =>
      log('warn', 'callback-failed', { callSid: leg.sid, problem: inWords(error) }),
    )
  }

  const ofCaller = (): Parameters => ({
    ...lead.parameters,
    CallSid: caller.sid,
    CallStatus: caller.status === 'initiated' ? 'ringing' : caller.status,
    Direction: caller.direction,
  })

  async function ask(url: string, method: Method, parameters: Parameters): Promise<Instructions> {
    const reply = await request(caller, url, method, { ...ofCaller(), ...parameters }, caller.gone)
    try {
      return { base: reply.url, verbs: verbsOf(reply) }
    } catch (error) {
      events.emit({ type: 'webhook', callSid: caller.sid, url, problem: inWords(error) })
      throw error
    }
  }

  return {
    async begin(start) {
      if ('voiceUrl' in start) return ask(start.voiceUrl, start.voiceMethod, {})
      if ('document' in start) return { base: NOWHERE, verbs: parseTwiml(start.document) }
      return { base: NOWHERE, verbs: parseTwiml(fillBin(start.twiml, ofCaller())) }
    },
    ask,
    notify: (url, method, parameters) => tell(caller, url, method, { ...ofCaller(), ...parameters }),
    report(url, method, leg, parameters) {
      const { AccountSid = '', ApiVersion = '' } = lead.parameters
      tell(leg, url, method, {
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

/** An answer that is plain words is read aloud, a sound is played, everything else must be TwiML. */
function verbsOf({ body, contentType, url }: Reply): readonly Element[] {
  const text = Buffer.from(body).toString('utf8')
  const plain = { attributes: {}, children: [] }
  if (contentType.startsWith('text/plain') && !text.trimStart().startsWith('<'))
    return text.trim() === '' ? [] : [{ ...plain, name: 'Say', text: text.trim(), words: text.trim() }]
  if (contentType.startsWith('audio/')) return [{ ...plain, name: 'Play', text: url, words: url }]
  if (contentType !== '' && !/^(text|application)\//.test(contentType))
    throw new TwimlError(`The answer is ${contentType}, which is neither TwiML nor sound`, 12_300)
  return parseTwiml(text)
}
