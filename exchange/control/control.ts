import * as v from 'valibot'
import type { Switchboard } from '../calls/switchboard.ts'
import type { Application, ExchangeConfig } from '../config.ts'
import type { EventLog, ExchangeEvent } from '../model/events.ts'
import { newSid } from '../model/sids.ts'
import type { PacketLosses } from '../media/legs/packet-loss.ts'
import type { SignalServer } from '../signalling/server.ts'
import type { TokenFaults } from '../signalling/session-types.ts'
import { injectFault, Fault, type FaultInput } from './faults.ts'
import { reportCall, reportClients, type CallReport, type ClientReport } from './reports.ts'
import {
  Application as ApplicationSchema,
  Digits,
  Message,
  PlaceCall,
  type ApplicationInput,
  type MessageInput,
  type PlaceCallInput,
} from './schemas.ts'

/** A valid request that cannot be fulfilled. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: 404 | 409 | 422

  constructor(status: 404 | 409 | 422, message: string) {
    super(message)
    this.status = status
  }
}

/** The functions behind the HTTP API. Every input is validated. */
export interface Control {
  /** Calls the listener for every new event. Returns a function that unsubscribes. */
  on(listener: (event: ExchangeEvent) => void): () => void
  /** The events after event `id`, as far as they are stored. */
  eventsSince(id: number): readonly ExchangeEvent[]
  readonly lastEventId: number
  readonly calls: {
    /** Starts a call from outside; returns its CallSid at once. */
    place(call: PlaceCallInput): { readonly sid: string }
    list(): readonly CallReport[]
    get(sid: string): CallReport
    /** The far end hangs up, or the caller cancels. */
    hangUp(sid: string): void
    /** The far end sends DTMF digits. */
    sendDigits(sid: string, digits: string): void
    /** Sends a call message to the client; returns its voice event SID. */
    message(sid: string, message: MessageInput): { readonly voiceEventSid: string }
  }
  clients(): readonly ClientReport[]
  setApplication(sid: string, application: ApplicationInput): void
  setNumber(number: string, application: ApplicationInput): void
  /** Returns the number of affected sockets or calls. */
  injectFault(injectFault: FaultInput): number
}

export interface ControlDeps {
  readonly config: Pick<ExchangeConfig, 'account'>
  readonly applications: Map<string, Application>
  readonly numbers: Map<string, Application>
  readonly switchboard: Switchboard
  readonly server: SignalServer
  readonly tokens: TokenFaults
  readonly losses: PacketLosses
  readonly events: EventLog
}

export function createControl(deps: ControlDeps): Control {
  const { applications, numbers, switchboard, events } = deps

  function report(sid: string): CallReport {
    const call = reportCall(switchboard.legsOfCall(sid), sid, switchboard.scriptedLegOf(sid))
    if (!call) throw new ControlError(404, `There is no call ${sid}`)
    return call
  }

  function ongoing(sid: string): void {
    if (report(sid).legs.every((leg) => leg.endedAt !== undefined))
      throw new ControlError(409, 'The call is over')
  }

  return {
    on: (listener) => events.on(listener),
    eventsSince: (id) => events.since(id),
    get lastEventId() {
      return events.lastId
    },
    calls: {
      place(input) {
        const call = v.parse(PlaceCall, input)
        if (!call.to.startsWith('client:') && !numbers.has(call.to))
          throw new ControlError(
            404,
            `${call.to} is not one of this exchange's numbers: PUT /numbers/${call.to} first`,
          )
        return { sid: switchboard.simulateInbound(call) }
      },
      list: () =>
        switchboard
          .legs()
          .filter((leg) => leg.parentSid === undefined)
          .map((leg) => report(leg.sid)),
      get: report,
      hangUp(sid) {
        ongoing(sid)
        const endpoint = switchboard.scriptedLegOf(sid)
        if (endpoint && !endpoint.ended.aborted) endpoint.hangUpLocally()
        else switchboard.clientLegOf(sid)?.shutDown()
      },
      sendDigits(sid, digits) {
        ongoing(sid)
        const endpoint = switchboard.scriptedLegOf(sid)
        if (!endpoint || endpoint.ended.aborted)
          throw new ControlError(409, 'This call has no scripted endpoint')
        endpoint.sendDigits(v.parse(Digits, digits))
      },
      message(sid, input) {
        ongoing(sid)
        const { content, contentType, messageType } = v.parse(Message, input)
        const end = switchboard.clientLegOf(sid)
        const voiceeventsid = newSid('KX')
        const sent = end?.sendMessage({
          callsid: end.sid,
          content,
          contenttype: contentType,
          messagetype: messageType,
          voiceeventsid,
        })
        if (!end || !sent) throw new ControlError(409, 'The call has no connected client')
        const about = { sid: voiceeventsid, messageType, contentType, content }
        events.emit({ type: 'message', callSid: end.sid, direction: 'to-client', ...about })
        return { voiceEventSid: voiceeventsid }
      },
    },
    clients: () => reportClients(deps.server.sessions, switchboard.ongoingClients()),
    setApplication: (sid, application) => void applications.set(sid, v.parse(ApplicationSchema, application)),
    setNumber: (number, application) => void numbers.set(number, v.parse(ApplicationSchema, application)),
    injectFault: (fault) => injectFault(v.parse(Fault, fault), deps),
  }
}
