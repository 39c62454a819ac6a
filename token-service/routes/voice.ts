import { type Context, Hono } from 'hono'
import { type Plan, planIncoming, planOutgoing } from '../call-plan.ts'
import type { Config } from '../config.ts'
import { methodRefusal } from '../http.ts'
import type { Log } from '../log.ts'
import { maskNumber } from '../phone-number.ts'
import { param, type Params, twilioWebhook, type WebhookEnv } from '../webhook.ts'

/** The Voice URL of the TwiML App. */
export const OUTGOING = '/twiml/outgoing'
/** The "a call comes in" URL of a number. */
export const INCOMING = '/twiml/incoming'

export type VoiceRouteParts = {
  readonly config: Pick<Config, 'authToken' | 'callerId' | 'incoming' | 'publicUrl' | 'ringSeconds'>
  readonly log: Log
}

/** Twilio's two questions. Every signed one gets 200 and TwiML: a refusal is spoken to the caller, not to Twilio. */
export function voiceRoutes({ config, log }: VoiceRouteParts): Hono<WebhookEnv> {
  const webhook = (path: string) =>
    twilioWebhook(path, { authToken: config.authToken, publicUrl: config.publicUrl, log })

  const answer = (c: Context<WebhookEnv>, direction: 'outgoing' | 'incoming', number: string, plan: Plan) => {
    const fields = { direction, number: maskNumber(number), ...callSid(c.get('params')) }
    if (plan.refused === undefined) log.info('call routed', fields)
    else log.warn('call refused', { ...fields, reason: plan.refused })
    return c.body(plan.twiml, 200, { 'Content-Type': 'text/xml; charset=utf-8' })
  }

  return new Hono<WebhookEnv>()
    .on(['GET', 'POST'], OUTGOING, webhook(OUTGOING), (c) => {
      const params = c.get('params')
      const numberToDial = param(params, 'numberToDial')
      return answer(
        c,
        'outgoing',
        numberToDial,
        planOutgoing(config, { from: param(params, 'From'), numberToDial }),
      )
    })
    .on(['GET', 'POST'], INCOMING, webhook(INCOMING), (c) => {
      const params = c.get('params')
      const to = param(params, 'To')
      const callerName = param(params, 'CallerName').trim()
      return answer(c, 'incoming', to, planIncoming(config, { to, callerName }))
    })
    .all(OUTGOING, methodRefusal('GET, POST'))
    .all(INCOMING, methodRefusal('GET, POST'))
}

function callSid(params: Params): { callSid?: string } {
  const sid = param(params, 'CallSid')
  return /^CA[0-9a-f]{32}$/i.test(sid) ? { callSid: sid } : {}
}
