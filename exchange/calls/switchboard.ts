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

/** A simulated call from outside. */
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

/** A call that the exchange places itself. `start` has the TwiML for when it is answered. */
interface OutboundCall {
  readonly from: string
  readonly target: Target
  /** Seconds to ring. */
  readonly timeout: number
  readonly start: EntryPoint
}

export interface Switchboard {
  /** A client starts a call. */
  invite(socket: ClientSocket, claims: Claims, invite: Payload<'invite'>): void
  /** The client's leg of a call, by CallSid or by the temporary SID of the client. */
  clientLegFor(callSid: string, identity: string): ClientLeg | undefined
  socketClosed(socket: ClientSocket): void
  socketReady(socket: ClientSocket): void
  /** Starts a call from outside; returns its CallSid. @throws Error when `to` is not a number of the exchange or a client */
  simulateInbound(placement: InboundCall): string
  /** Places a call; returns its CallSid at once, before anything rings. */
  placeOutbound(outbound: OutboundCall): string
  /** Ends exactly this leg; false when it does not exist or has ended. */
  hangUp(callSid: string): boolean
  /** Redirects a call to other TwiML; false when the call is not controlled by TwiML. */
  redirect(callSid: string, start: EntryPoint): boolean
  /** The legs of one call, the caller's first; empty when there is no such call. */
  legsOfCall(callSid: string): readonly Leg[]
  /** The scripted leg of a call, by the SID of any of its legs. */
  scriptedLegOf(callSid: string): ScriptedLeg | undefined
  clientLegOf(callSid: string): ClientLeg | undefined
  /** Oldest first, including some legs that have ended. */
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

/** Maximum forwarding hops between numbers of the exchange; beyond it the call fails with `not-found`. */
const MAX_HOPS = 10

export function createSwitchboard(config: SwitchboardConfig, deps: SwitchboardDeps): Switchboard {
  const { log } = deps
  const registry = createLegRegistry()

  function callee(
    caller: Leg | undefined,
    identity: string,
    from: string,
    about: Partial<InboundCall> = {},
  ): CalledLeg & ClientLeg {
    return registry.addClient(
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

  /** How many times a call has been forwarded to a number of the exchange: numbers that dial each other form a loop. */
  const hops = new WeakMap<Leg, number>()
  const hopsOf = (leg: Leg | undefined): number => (leg && hops.get(leg)) ?? 0

  /** The `StirStatus` of callers from outside, which the called clients get. */
  const stirStatus = new WeakMap<Leg, string>()

  /** A leg to a target, for a caller or (undefined) for the exchange itself. */
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
    return registry.addScripted(
      createScriptedEndpoint({ ...made, sid: newSid('CA'), from, to: target.number, behaviour }, deps),
    )
  }

  /** A call to one of the exchange's own numbers: that number's application controls the arriving call. */
  function trunkTo(application: Application, to: string, caller: Leg | undefined, from: string): CalledLeg {
    const trunk = createTrunk({ parentSid: caller?.sid, from, to }, deps, (arriving) => {
      // The exchange is the carrier of its own numbers, so it can attest them.
      if (from.startsWith('+')) stirStatus.set(arriving, 'TN-Validation-Passed-A')
      hops.set(arriving, hopsOf(caller) + 1)
      const parameters = numberParameters(config.account.sid, { from, to })
      startCallFlow(registry.add(arriving), { entryPoint: application, parameters })
    })
    return registry.add(trunk.out)
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

  function startCallFlow(caller: CallerLeg, what: CallFlow): void {
    detach(runCallFlow(caller, what, redirectable(caller), flowDeps), log, 'call')
  }

  return {
    invite(socket, claims, invite) {
      const refuse = (error: { code: number; message: string }): void => {
        log('warn', 'call-refused', { identity: claims.identity, code: error.code })
        socket.send('hangup', { callsid: invite.callsid, error })
      }
      // A client may send an invite twice when it did not see a reply to the first.
      if (registry.client(invite.callsid)) return
      if (!claims.outgoing) return refuse(signalErrors.connectionDeclined)
      const application = config.applications.get(claims.outgoing.applicationSid)
      if (!application) return refuse(signalErrors.applicationNotFound)
      const parameters = clientParameters(config.account.sid, claims, invite.twilio.params)
      const caller = registry.addClient(
        createClientCaller(
          { sid: newSid('CA'), socket, invite, to: parameters['To'] ?? '', earlyMedia: config.earlyMedia },
          deps,
        ),
      )
      // As at Twilio, `ringing` means that the call has its SID. The application has not been requested yet, and nothing rings.
      detach(caller.ringing(), log, 'ringing')
      startCallFlow(caller, { entryPoint: application, parameters })
    },
    clientLegFor(callSid, identity) {
      const end = registry.client(callSid)
      return end?.identity === identity ? end : undefined
    },
    socketClosed(socket) {
      for (const end of registry.ongoingClients()) end.onSocketClosed(socket)
    },
    socketReady(socket) {
      for (const end of registry.ongoingClients())
        if (end.identity === socket.identity) end.onSocketReady(socket)
    },
    simulateInbound(placement) {
      const { from, to } = placement
      const number = to.startsWith('client:') ? undefined : config.numbers.get(to)
      if (!to.startsWith('client:') && !number) throw new Error(`${to} is not one of this exchange's numbers`)
      const caller = registry.addScripted(
        createScriptedEndpoint(
          { sid: newSid('CA'), parentSid: undefined, from, to, behaviour: behaviourOf(placement.party) },
          deps,
        ),
      )
      if (placement.stirStatus !== undefined) stirStatus.set(caller, placement.stirStatus)
      if (number) {
        const parameters = numberParameters(config.account.sid, placement)
        startCallFlow(caller, { entryPoint: number, parameters })
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
        .then(({ hangupCause: cause }) => caller.hangUp(cause))
        .catch((error: unknown) =>
          log('error', 'call-failed', { callSid: caller.sid, problem: errorMessage(error) }),
        )
      return caller.sid
    },
    placeOutbound({ from, target, timeout, start }) {
      const leg = makeLeg(undefined, target, from)
      const parameters = numberParameters(config.account.sid, { from, to: leg.to })
      const redirects = redirectable(leg)
      // The caller of this function gets the SID before the first event of the call.
      queueMicrotask(() =>
        detach(
          runOutboundCall(leg, { entryPoint: start, parameters }, redirects, timeout * 1000, flowDeps),
          log,
          'call out',
        ),
      )
      return leg.sid
    },
    hangUp: (callSid) => registry.hangUp(callSid),
    redirect(callSid, start) {
      const leg = registry.legsOfCall(callSid).find(({ sid }) => sid === callSid)
      return leg !== undefined && !leg.ended.aborted && redirects.get(leg)?.redirectTo(start) === true
    },
    legsOfCall: (callSid) => registry.legsOfCall(callSid),
    scriptedLegOf: (callSid) => registry.scriptedLegOf(callSid),
    clientLegOf: (callSid) => registry.clientLegOf(callSid),
    legs: () => registry.legs(),
    ongoingClients: () => registry.ongoingClients(),
    close() {
      for (const end of registry.ongoingClients()) end.shutDown()
    },
  }
}
