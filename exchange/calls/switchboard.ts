import type { Application, ExchangeConfig } from '../config.ts'
import { detach } from '../lib/guarded.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import { scriptFor } from '../model/dial-plan.ts'
import { behaviourOf, type Script } from '../model/script.ts'
import { signalErrors } from '../model/hangup-causes.ts'
import { newSid } from '../model/sids.ts'
import type { Payload } from '../model/signalling-messages.ts'
import type { Claims } from '../model/account.ts'
import type { Target } from '../model/target.ts'
import type { Leg } from '../model/leg.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import { runOutboundCall } from './outbound-call.ts'
import { createClientCallee } from './client-callee.ts'
import { createClientCaller } from './client-caller.ts'
import type { ClientTransportDeps } from './client-transport.ts'
import type { ClientSocket, Reachable } from '../model/client-socket.ts'
import { dial } from './dial.ts'
import type { CalledLeg, CallerLeg, ClientLeg, ScriptedLeg } from '../model/leg-types.ts'
import type { CallFlow, EntryPoint } from './twiml-client.ts'
import type { LegDeps } from './leg.ts'
import { createLegRegistry } from './leg-registry.ts'
import { clientParameters, numberParameters } from './webhook-parameters.ts'
import { createScriptedEndpoint } from './scripted-endpoint.ts'
import { createRedirects, type Redirects } from './redirects.ts'
import { runCallFlow, type CallFlowDeps } from './call-flow.ts'
import { createTrunk } from './trunk.ts'

export interface SwitchboardDeps extends ClientTransportDeps, LegDeps {
  readonly webhooks: Webhooks
  readonly reachable: Reachable
  readonly timing: ClientTransportDeps['timing'] & CallFlowDeps['timing']
}

/** Somebody who calls from outside. */
export interface InboundCall {
  readonly from: string
  /** `client:identity`, or one of the exchange's numbers. */
  readonly to: string
  readonly party: Script
  readonly callerName?: string
  /** Custom parameters for the client; only when `to` is a client. */
  readonly parameters: Readonly<Record<string, string>>
  /** Seconds to ring; only when `to` is a client. */
  readonly timeout?: number
  readonly stirStatus?: string
}

/** A call the exchange makes by itself, led by `start` once somebody answers. */
export interface OutboundCall {
  readonly from: string
  readonly target: Target
  /** Seconds to ring. */
  readonly timeout: number
  readonly start: EntryPoint
}

export interface Switchboard {
  /** A client starts a call. */
  invite(socket: ClientSocket, claims: Claims, invite: Payload<'invite'>): void
  /** The client's end of a call, by CallSid or by the SID the client made up. */
  clientLegFor(callSid: string, identity: string): ClientLeg | undefined
  socketClosed(socket: ClientSocket): void
  socketReady(socket: ClientSocket): void
  /** Somebody dials in: answers the CallSid. @throws Error in words when nobody could be meant. */
  simulateInbound(placement: InboundCall): string
  /** Calls somebody: answers the CallSid at once, before anything rings. */
  placeOutbound(outbound: OutboundCall): string
  /** Ends this very leg; false when there is none, or it is over. */
  hangUp(callSid: string): boolean
  /** Leads a call elsewhere; false when it is not one that an application leads. */
  redirect(callSid: string, start: EntryPoint): boolean
  /** The legs of one call, the caller's first; empty when there is no such call. */
  legsOfCall(callSid: string): readonly Leg[]
  /** The part of a call that a script plays, however the call is named. */
  scriptedLegOf(callSid: string): ScriptedLeg | undefined
  clientLegOf(callSid: string): ClientLeg | undefined
  /** Oldest first; calls that are over are remembered for a while. */
  legs(): readonly Leg[]
  ongoingClients(): readonly ClientLeg[]
  close(): void
}

type SwitchboardConfig = Pick<
  ExchangeConfig,
  'account' | 'parties' | 'ringTimeout' | 'earlyMedia' | 'applicationErrors'
> & {
  readonly applications: Map<string, Application>
  readonly numbers: Map<string, Application>
}

/** More hops than any sensible plan of numbers has; then the number dialled is as good as not in service. */
const MAX_HOPS = 10

export function createSwitchboard(config: SwitchboardConfig, deps: SwitchboardDeps): Switchboard {
  const { log } = deps
  const book = createLegRegistry()

  function callee(
    caller: Leg | undefined,
    identity: string,
    from: string,
    about: Partial<InboundCall> = {},
  ): CalledLeg & ClientLeg {
    return book.addClient(
      createClientCallee(
        {
          sid: newSid('CA'),
          parentSid: caller?.sid,
          identity,
          accountSid: config.account.sid,
          from,
          parameters: about.parameters ?? {},
          ...(about.stirStatus === undefined ? {} : { stirStatus: about.stirStatus }),
          reachable: deps.reachable,
        },
        deps,
      ),
    )
  }

  /** How often a call has left the exchange and come back: numbers that dial each other go in circles. */
  const hops = new WeakMap<Leg, number>()
  const hopsOf = (leg: Leg | undefined): number => (leg && hops.get(leg)) ?? 0

  /** What a carrier said of a caller who dialled in; the clients that are rung for it are told. */
  const stirStatus = new WeakMap<Leg, string>()

  /** Somebody to ring, for a caller or (undefined) for the exchange itself. */
  function makeLeg(caller: Leg | undefined, target: Target, from: string): CalledLeg {
    if (target.kind === 'client') {
      const stir = caller && stirStatus.get(caller)
      const about = { parameters: target.parameters, ...(stir === undefined ? {} : { stirStatus: stir }) }
      return callee(caller, target.identity, from, about)
    }
    const own = config.numbers.get(target.number)
    if (own && hopsOf(caller) < MAX_HOPS) return trunkTo(own, target.number, caller, from)
    const behaviour = behaviourOf(scriptFor(target.number, config.parties))
    const made = caller
      ? { parentSid: caller.sid }
      : { parentSid: undefined, direction: 'outbound-api' as const }
    return book.addScripted(
      createScriptedEndpoint({ ...made, sid: newSid('CA'), from, to: target.number, behaviour }, deps),
    )
  }

  /** A number of the exchange dials another: its application leads the call that arrives there. */
  function trunkTo(application: Application, to: string, caller: Leg | undefined, from: string): CalledLeg {
    const trunk = createTrunk({ parentSid: caller?.sid, from, to }, deps, (arriving) => {
      // The carrier is this exchange, which knows its own customers.
      if (from.startsWith('+')) stirStatus.set(arriving, 'TN-Validation-Passed-A')
      hops.set(arriving, hopsOf(caller) + 1)
      const parameters = numberParameters(config.account.sid, { from, to })
      lead(book.add(arriving), { entryPoint: application, parameters })
    })
    return book.add(trunk.out)
  }

  const flowDeps: CallFlowDeps = {
    ...deps,
    ringTimeout: config.ringTimeout,
    applicationErrors: config.applicationErrors,
    makeLeg: (caller, target, callerId) => makeLeg(caller, target, callerId ?? caller.from),
  }

  const redirects = new WeakMap<Leg, Redirects>()

  function redirectable(leg: Leg): Redirects {
    const made = createRedirects()
    redirects.set(leg, made)
    return made
  }

  function lead(caller: CallerLeg, what: CallFlow): void {
    detach(runCallFlow(caller, what, redirectable(caller), flowDeps), log, 'call')
  }

  return {
    invite(socket, claims, invite) {
      const refuse = (error: { code: number; message: string }): void => {
        log('warn', 'call-refused', { identity: claims.identity, code: error.code })
        socket.send('hangup', { callsid: invite.callsid, error })
      }
      // The client may send an invite again whose first copy got through.
      if (book.client(invite.callsid)) return
      if (!claims.outgoing) return refuse(signalErrors.connectionDeclined)
      const application = config.applications.get(claims.outgoing.applicationSid)
      if (!application) return refuse(signalErrors.applicationNotFound)
      const parameters = clientParameters(config.account.sid, claims, invite.twilio.params)
      const caller = book.addClient(
        createClientCaller(
          { sid: newSid('CA'), socket, invite, to: parameters['To'] ?? '', earlyMedia: config.earlyMedia },
          deps,
        ),
      )
      // As at Twilio, `ringing` means that the call has its SID. The application has not been requested yet, and nothing rings.
      detach(caller.ringing(), log, 'ringing')
      lead(caller, { entryPoint: application, parameters })
    },
    clientLegFor(callSid, identity) {
      const end = book.client(callSid)
      return end?.identity === identity ? end : undefined
    },
    socketClosed(socket) {
      for (const end of book.ongoingClients()) end.onSocketClosed(socket)
    },
    socketReady(socket) {
      for (const end of book.ongoingClients()) if (end.identity === socket.identity) end.onSocketReady(socket)
    },
    simulateInbound(placement) {
      const { from, to } = placement
      const number = to.startsWith('client:') ? undefined : config.numbers.get(to)
      if (!to.startsWith('client:') && !number) throw new Error(`${to} is not one of this exchange's numbers`)
      const caller = book.addScripted(
        createScriptedEndpoint(
          { sid: newSid('CA'), parentSid: undefined, from, to, behaviour: behaviourOf(placement.party) },
          deps,
        ),
      )
      if (placement.stirStatus !== undefined) stirStatus.set(caller, placement.stirStatus)
      if (number) {
        const parameters = numberParameters(config.account.sid, placement)
        lead(caller, { entryPoint: number, parameters })
        return caller.sid
      }
      const leg = callee(caller, to.slice('client:'.length), from, {
        ...placement,
        parameters: {
          ...(placement.callerName === undefined ? {} : { callerName: placement.callerName }),
          ...placement.parameters,
        },
      })
      const options = {
        timeoutMs: (placement.timeout ?? config.ringTimeout) * 1000,
        timeLimitMs: 14_400_000,
        answerOnBridge: true,
        answerAfterMs: 0,
        failAfterMs: 0,
        hangupOnStar: false,
      }
      dial(caller, [leg], options, deps)
        .then(({ hangupCause: ending }) => caller.hangUp(ending))
        .catch((error: unknown) =>
          log('error', 'call-failed', { callSid: caller.sid, problem: errorMessage(error) }),
        )
      return caller.sid
    },
    placeOutbound({ from, target, timeout, start }) {
      const leg = makeLeg(undefined, target, from)
      const parameters = numberParameters(config.account.sid, { from, to: leg.to })
      const redirects = redirectable(leg)
      // Whoever asked for the call has its SID before anything can happen to it.
      queueMicrotask(() =>
        detach(
          runOutboundCall(leg, { entryPoint: start, parameters }, redirects, timeout * 1000, flowDeps),
          log,
          'call out',
        ),
      )
      return leg.sid
    },
    hangUp: (callSid) => book.hangUp(callSid),
    redirect(callSid, start) {
      const leg = book.legsOfCall(callSid).find(({ sid }) => sid === callSid)
      return leg !== undefined && !leg.ended.aborted && redirects.get(leg)?.redirectTo(start) === true
    },
    legsOfCall: (callSid) => book.legsOfCall(callSid),
    scriptedLegOf: (callSid) => book.scriptedLegOf(callSid),
    clientLegOf: (callSid) => book.clientLegOf(callSid),
    legs: () => book.legs(),
    ongoingClients: () => book.ongoingClients(),
    close() {
      for (const end of book.ongoingClients()) end.shutDown()
    },
  }
}
