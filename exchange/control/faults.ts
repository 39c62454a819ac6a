import * as v from 'valibot'
import type { InboundCall, Switchboard } from '../calls/switchboard.ts'
import type { EventLog } from '../model/events.ts'
import type { PacketLosses } from '../media/legs/packet-loss.ts'
import type { Session, TokenFaults } from '../signalling/session-types.ts'
import type { SignalServer } from '../signalling/server.ts'

const identity = v.optional(v.pipe(v.string(), v.minLength(1)))

/** The faults that can be injected. Without an identity a fault affects all clients. */
export const Fault = v.variant('kind', [
  /** Closes the sockets without a closing handshake (close code 1006). */
  v.strictObject({ kind: v.literal('drop'), identity }),
  /** The sockets stay open, and no message passes in either direction. */
  v.strictObject({ kind: v.literal('stall'), identity, on: v.optional(v.boolean(), true) }),
  /** The registrations are lost, and new ones on the same sockets get no reply. Heartbeats continue. */
  v.strictObject({ kind: v.literal('forget'), identity, on: v.optional(v.boolean(), true) }),
  /** Delays every message by `ms`, in each direction. */
  v.strictObject({
    kind: v.literal('delay'),
    identity,
    ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)),
  }),
  /** Refuses new sockets. */
  v.strictObject({ kind: v.literal('refuse'), identity, on: v.optional(v.boolean(), true) }),
  /** The tokens expire now. */
  v.strictObject({ kind: v.literal('expire'), identity }),
  /** Drops audio and ICE checks in both directions, in current calls. */
  v.strictObject({ kind: v.literal('blackhole'), identity, on: v.optional(v.boolean(), true) }),
  /** Drops `percent` of a client's datagrams in each direction, in current and later calls; 0 ends it. */
  v.strictObject({
    kind: v.literal('loss'),
    identity,
    percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    of: v.optional(v.picklist(['audio', 'everything']), 'audio'),
    seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)), 1),
  }),
  /** Sends the `close` message, after which the SDK does not reconnect. */
  v.strictObject({ kind: v.literal('close'), identity }),
  /** Revokes the tokens: error 31205, then `close`. They are refused from now on. */
  v.strictObject({ kind: v.literal('revoke'), identity }),
  /** Sets the clock for token checks `ms` ahead, or behind when negative. */
  v.strictObject({ kind: v.literal('clock'), ms: v.pipe(v.number(), v.integer()) }),
  /** Stops listening for `ms`, then listens on the same port again. Registrations are lost; `calls` are lost or kept. */
  v.strictObject({
    kind: v.literal('restart'),
    ms: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000)), 0),
    calls: v.optional(v.picklist(['lost', 'kept']), 'lost'),
  }),
  /** Sends every unanswered invite once more, unchanged. */
  v.strictObject({ kind: v.literal('duplicate'), identity }),
  /** Many calls to one client at the same time. */
  v.strictObject({
    kind: v.literal('storm'),
    identity: v.pipe(v.string(), v.minLength(1)),
    calls: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 10),
  }),
  /** Ends all faults. Dropped sockets stay closed. */
  v.strictObject({ kind: v.literal('clear'), identity }),
])
export type Fault = v.InferOutput<typeof Fault>
export type FaultInput = v.InferInput<typeof Fault>

export interface FaultDeps {
  readonly server: SignalServer
  readonly switchboard: Switchboard
  readonly tokens: TokenFaults
  readonly losses: PacketLosses
  readonly events: EventLog
}

/** Injects a fault. Returns the number of affected sockets or calls. */
export function injectFault(fault: Fault, deps: FaultDeps): number {
  const { server, switchboard, tokens, losses, events } = deps
  const identity = 'identity' in fault ? fault.identity : undefined
  events.emit({
    type: 'trouble',
    kind: fault.kind,
    ...(identity === undefined ? {} : { identity }),
  })
  const sessions = [...server.sessions].filter(
    (session) => identity === undefined || session.identity === identity,
  )
  const calls = switchboard
    .ongoingClients()
    .filter((end) => identity === undefined || end.identity === identity)

  const each = (change: (session: Session) => void): number => {
    for (const session of sessions) change(session)
    return sessions.length
  }

  switch (fault.kind) {
    case 'drop':
      return each((session) => session.terminate())
    case 'stall':
      return each((session) => session.stall(fault.on))
    case 'forget':
      return each((session) => session.forget(fault.on))
    case 'delay':
      return each((session) => session.delay(fault.ms))
    case 'expire':
      return each((session) => session.expire())
    case 'close':
      return each((session) => session.sendClose())
    case 'refuse':
      server.refuse(fault.on, identity)
      return 0
    case 'blackhole':
      for (const end of calls) end.blackhole(fault.on)
      return calls.length
    case 'loss':
      losses.set({ percent: fault.percent, of: fault.of, seed: fault.seed }, identity)
      return calls.length
    case 'revoke':
      return each((session) => session.revoke())
    case 'clock':
      tokens.aheadMs = fault.ms
      return sessions.length
    case 'restart':
      if (fault.calls === 'lost') switchboard.close()
      server.restart(fault.ms)
      return sessions.length
    case 'duplicate':
      return calls.reduce((sent, end) => sent + end.repeatInvite(), 0)
    case 'storm':
      for (let call = 0; call < fault.calls; call += 1)
        switchboard.simulateInbound(stormCall(fault.identity, call))
      return fault.calls
    case 'clear':
      if (identity === undefined) tokens.aheadMs = 0
      server.refuse(false, identity)
      losses.clear(identity)
      for (const end of calls) end.blackhole(false)
      return each((session) => {
        session.stall(false)
        session.forget(false)
        session.delay(0)
      })
  }
}

function stormCall(identity: string, call: number): InboundCall {
  const from = `+1202555${String(1000 + call)}`
  return { from, to: `client:${identity}`, party: { tone: 440 }, parameters: {} }
}
