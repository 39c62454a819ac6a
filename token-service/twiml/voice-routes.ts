import { type Context, Hono } from 'hono'
import { isIdentity } from '../../common/twilio/identity.ts'
import { sidPattern } from '../../common/twilio/sid.ts'
import type { OutgoingRules, Plan } from './call-plan.ts'
import type { Config, User } from '../config.ts'
import { createDialRules } from './dial-rules.ts'
import type { JsonLog } from '../../common/log/json-log.ts'
import { clientIdentity, maskNumber } from './destination.ts'
import { INCOMING, OUTGOING } from './webhook-paths.ts'
import { param, type Params, twilioWebhook, type WebhookEnv } from './webhook.ts'

export type VoiceRouteDeps = {
  readonly config: Pick<
    Config,
    'allowedPrefixes' | 'authToken' | 'callerId' | 'callsPerHour' | 'incoming' | 'publicUrl' | 'ringSeconds'
  >
  /** The users who can currently place calls. */
  readonly users: () => readonly User[]
  readonly clock: () => number
  readonly log: JsonLog
}

/** The two voice webhooks. Every signed request gets 200 and TwiML: a refusal is spoken to the caller. */
export function voiceRoutes({ config, users, clock, log }: VoiceRouteDeps): Hono<WebhookEnv> {
  const rules: OutgoingRules = {
    callerId: config.callerId,
    isUser: (identity) => users().some((user) => user.identity === identity),
    dialRules: createDialRules(config, clock),
  }
  const webhook = (path: string) =>
    twilioWebhook(path, { authToken: config.authToken, publicUrl: config.publicUrl, log, clock })

  const answer = (c: Context<WebhookEnv>, direction: 'outgoing' | 'incoming', number: string, plan: Plan) => {
    const params = c.get('params')
    const fields = { direction, number: maskNumber(number), ...callSid(params), ...callerOf(params) }
    if (plan.refused === undefined) log.info('call routed', fields)
    else log.warn('call refused', { ...fields, reason: plan.refused })
    return c.body(plan.twiml, 200, { 'Content-Type': 'text/xml; charset=utf-8' })
  }

  return new Hono<WebhookEnv>()
    .on(['GET', 'POST'], OUTGOING, webhook(OUTGOING), async (c) => {
      const { planOutgoing } = await loadPlans()
      const params = c.get('params')
      const numberToDial = requestedTarget(params)
      return answer(
        c,
        'outgoing',
        numberToDial,
        planOutgoing(rules, {
          from: param(params, 'From'),
          numberToDial,
          callSid: param(params, 'CallSid'),
        }),
      )
    })
    .on(['GET', 'POST'], INCOMING, webhook(INCOMING), async (c) => {
      const { planIncoming } = await loadPlans()
      const params = c.get('params')
      const to = param(params, 'To')
      const callerName = param(params, 'CallerName').trim()
      return answer(c, 'incoming', to, planIncoming(config, { to, callerName }))
    })
}

/** Loads the TwiML writer of the twilio package for the first webhook, which saves 1 MB until then. */
const loadPlans = () => import('./call-plan.ts')

/** The target of the call: `numberToDial`, or `To`, which the clients of Twilio's quickstarts send. */
function requestedTarget(params: Params): string {
  return param(params, Object.hasOwn(params, 'numberToDial') ? 'numberToDial' : 'To')
}

const CALL_SID = sidPattern('CA')

function callSid(params: Params): { callSid?: string } {
  const sid = param(params, 'CallSid')
  return CALL_SID.test(sid) ? { callSid: sid } : {}
}

/** The calling client or the redacted calling number, for the log. */
function callerOf(params: Params): { identity?: string; caller?: string } {
  const from = param(params, 'From')
  const identity = clientIdentity(from)
  if (identity === undefined) return { caller: maskNumber(from) }
  return isIdentity(identity) ? { identity } : {}
}
