import type { Leg } from '../model/leg.ts'
import type { EntryPoint } from '../calls/twiml-client.ts'
import type { Switchboard } from '../calls/switchboard.ts'
import type { Clock } from '../lib/clock.ts'
import type { Application } from '../config.ts'
import { ControlError, type Control } from '../control/control.ts'
import type { Callbacks } from './callbacks.ts'
import { rfc2822 } from '../webhooks/status-callback.ts'
import { fromControl, notFound, notInProgress, RestError } from './errors.ts'
import { parseParameters } from './form-parameters.ts'
import { callResource, callsPage, callsUri, restStatus } from './resources.ts'
import { NewCall } from './new-call.ts'
import { CallsQuery, ChangedCall, NewMessage, NewSubscription } from './schemas.ts'

export interface CallsDeps {
  readonly accountSid: string
  readonly clock: Clock
  readonly applications: ReadonlyMap<string, Application>
  readonly switchboard: Pick<Switchboard, 'legsOfCall' | 'placeOutbound' | 'hangUp' | 'legs' | 'redirect'>
  readonly callbacks: Callbacks
  readonly message: Control['calls']['message']
}

/** The operations on calls. Each takes form-encoded parameters and returns a resource. @throws RestError */
export interface Calls {
  create(form: string): object
  list(query: string): object
  get(sid: string): object
  change(sid: string, form: string): object
  message(sid: string, form: string): object
  subscribe(sid: string, form: string): object
  unsubscribe(sid: string, subscription: string): void
}

export function createCalls(deps: CallsDeps): Calls {
  const { accountSid, clock, switchboard, callbacks } = deps
  const uri = (rest: string): string => `${callsUri(accountSid)}/${rest}.json`

  function legOf(sid: string): Leg {
    const leg = switchboard.legsOfCall(sid).find((one) => one.sid === sid)
    if (!leg) throw notFound(uri(sid))
    return leg
  }

  function ongoing(sid: string): Leg {
    const leg = legOf(sid)
    if (leg.ended.aborted) throw notInProgress('Call is not in-progress: it is over')
    return leg
  }

  function resource(leg: Leg): object {
    return callResource(leg, accountSid, clock.now())
  }

  function startOf(call: Pick<NewCall, 'Url' | 'Method' | 'Twiml' | 'ApplicationSid'>): EntryPoint {
    if (call.Url !== undefined) return { voiceUrl: call.Url, voiceMethod: call.Method ?? 'POST' }
    if (call.Twiml !== undefined) return { document: call.Twiml }
    const application = deps.applications.get(call.ApplicationSid ?? '')
    if (!application) throw new RestError(400, 21218, 'Invalid ApplicationSid: this exchange has none such')
    return application
  }

  /** A subresource of an ongoing call, with its own SID. */
  function subresource(callSid: string, sid: string): object {
    return { account_sid: accountSid, call_sid: callSid, sid, date_created: rfc2822(clock.now()) }
  }

  return {
    create(form) {
      const call = parseParameters(NewCall, form)
      const { To: target, From: from, Timeout: timeout } = call
      const leg = legOf(switchboard.placeOutbound({ from, target, timeout, start: startOf(call) }))
      const { StatusCallback: url, StatusCallbackMethod: method, StatusCallbackEvent: wanted } = call
      if (url !== undefined) callbacks.watch(leg, url, method ?? 'POST', wanted ?? ['completed'])
      return resource(leg)
    },
    list(query) {
      const { PageSize, Page, ...wanted } = parseParameters(CallsQuery, query)
      const filters = Object.fromEntries(
        Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined),
      )
      const { Status, To, From, ParentCallSid } = wanted
      const legs = switchboard
        .legs()
        .filter((leg) => Status === undefined || restStatus(leg) === Status)
        .filter((leg) => To === undefined || leg.to === To)
        .filter((leg) => From === undefined || leg.from === From)
        .filter((leg) => ParentCallSid === undefined || leg.parentSid === ParentCallSid)
      return callsPage(legs, { page: Page, pageSize: PageSize, filters }, accountSid, clock.now())
    },
    get: (sid) => resource(legOf(sid)),
    change(sid, form) {
      const { Status: status, ...elsewhere } = parseParameters(ChangedCall, form)
      const leg = ongoing(sid)
      if (status !== undefined) {
        // As at Twilio, `canceled` has no effect on an answered call.
        if (status === 'completed' || leg.answeredAt === undefined) switchboard.hangUp(sid)
        return resource(leg)
      }
      if (leg.answeredAt === undefined && leg.direction === 'outbound-api')
        throw notInProgress('Call is not in-progress. Cannot redirect.')
      if (!switchboard.redirect(sid, startOf({ ...elsewhere, ApplicationSid: undefined })))
        throw notInProgress('Only a call that TwiML leads can be redirected, not one that a Dial has made')
      return resource(leg)
    },
    message(sid, form) {
      const { Content: content } = parseParameters(NewMessage, form)
      ongoing(sid)
      try {
        return subresource(sid, deps.message(sid, { content }).voiceEventSid)
      } catch (error) {
        throw error instanceof ControlError ? fromControl(error, uri(sid)) : error
      }
    },
    subscribe(sid, form) {
      const { Callback: url, Method: method } = parseParameters(NewSubscription, form)
      const leg = ongoing(sid)
      if (leg.kind !== 'client') throw new RestError(400, 20001, 'Only the call of a client has messages')
      const subscription = callbacks.subscribe(sid, url, method)
      return {
        ...subresource(sid, subscription),
        uri: uri(`${sid}/UserDefinedMessageSubscriptions/${subscription}`),
      }
    },
    unsubscribe(sid, subscription) {
      if (!callbacks.unsubscribe(sid, subscription))
        throw notFound(uri(`${sid}/UserDefinedMessageSubscriptions/${subscription}`))
    },
  }
}
