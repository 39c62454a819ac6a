import * as v from 'valibot'
import type { InboundCall, Switchboard } from '../calls/switchboard.ts'
import type { EventLog } from '../model/events.ts'
import type { PacketLosses } from '../media/legs/packet-loss.ts'
import type { Session, TokenFaults } from '../signalling/session.ts'
import type { SignalServer } from '../signalling/server.ts'

const identity = v.optional(v.pipe(v.string(), v.minLength(1)))

/** What can go wrong on purpose. Without an identity it goes wrong for everybody. */
export const Fault = v.variant('kind', [
  /** The sockets die without a word (close code 1006). */
  v.strictObject({ kind: v.literal('drop'), identity }),
  /** The sockets stay open, and nothing passes either way. */
  v.strictObject({ kind: v.literal('stall'), identity, on: v.optional(v.boolean(), true) }),
  /** The registrations are lost, and new ones on the same sockets not answered; heartbeats go on. */
  v.strictObject({ kind: v.literal('forget'), identity, on: v.optional(v.boolean(), true) }),
  /** Every message takes `ms` longer, each way. */
  v.strictObject({
    kind: v.literal('delay'),
    identity,
    ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000)),
  }),
  /** New sockets are turned away. */
  v.strictObject({ kind: v.literal('refuse'), identity, on: v.optional(v.boolean(), true) }),
  /** The token expires now. */
  v.strictObject({ kind: v.literal('expire'), identity }),
  /** Nothing passes, audio or ICE checks, either way, in calls that are going on now. */
  v.strictObject({ kind: v.literal('blackhole'), identity, on: v.optional(v.boolean(), true) }),
  /** `percent` of a client's datagrams are lost in each direction, in current and later calls; 0 ends it. */
  v.strictObject({
    kind: v.literal('loss'),
    identity,
    percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    of: v.optional(v.picklist(['audio', 'everything']), 'audio'),
    seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)), 1),
  }),
  /** The `close` message, which stops the SDK for good. */
  v.strictObject({ kind: v.literal('close'), identity }),
  /** The token was revoked: 31205, the `close` message, and it is refused from now on. */
  v.strictObject({ kind: v.literal('revoke'), identity }),
  /** The clock that tokens are checked by is `ms` ahead (behind, when negative). */
  v.strictObject({ kind: v.literal('clock'), ms: v.pipe(v.number(), v.integer()) }),
  /** Nothing listens for `ms`, then the same port again. Whoever was registered is not; `calls` are lost or kept. */
  v.strictObject({
    kind: v.literal('restart'),
    ms: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000)), 0),
    calls: v.optional(v.picklist(['lost', 'kept']), 'lost'),
  }),
  /** Every invite that nobody has answered is sent once more, the same. */
  v.strictObject({ kind: v.literal('duplicate'), identity }),
  /** Many people call one client in the same moment. */
  v.strictObject({
    kind: v.literal('storm'),
    identity: v.pipe(v.string(), v.minLength(1)),
    calls: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 10),
  }),
  /** Everything is well again; what was dropped stays dropped. */
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

/** Makes trouble; answers how many sockets or calls it hit. */
export function injectFault(trouble: Fault, deps: FaultDeps): number {
  const { server, switchboard, tokens, losses, events } = deps
  const who = 'identity' in trouble ? trouble.identity : undefined
  events.emit({ type: 'trouble', kind: trouble.kind, ...(who === undefined ? {} : { identity: who }) })
  const sessions = [...server.sessions].filter((session) => who === undefined || session.identity === who)
  const calls = switchboard.ongoingClients().filter((end) => who === undefined || end.identity === who)

  const each = (change: (session: Session) => void): number => {
    for (const session of sessions) change(session)
    return sessions.length
  }

  switch (trouble.kind) {
    case 'drop':
      return each((session) => session.terminate())
    case 'stall':
      return each((session) => session.stall(trouble.on))
    case 'forget':
      return each((session) => session.forget(trouble.on))
    case 'delay':
      return each((session) => session.delay(trouble.ms))
    case 'expire':
      return each((session) => session.expire())
    case 'close':
      return each((session) => session.sendClose())
    case 'refuse':
      server.refuse(trouble.on, who)
      return 0
    case 'blackhole':
      for (const end of calls) end.blackhole(trouble.on)
      return calls.length
    case 'loss':
      losses.set({ percent: trouble.percent, of: trouble.of, seed: trouble.seed }, who)
      return calls.length
    case 'revoke':
      return each((session) => session.revoke())
    case 'clock':
      tokens.aheadMs = trouble.ms
      return sessions.length
    case 'restart':
      if (trouble.calls === 'lost') switchboard.close()
      server.restart(trouble.ms)
      return sessions.length
    case 'duplicate':
      return calls.reduce((sent, end) => sent + end.repeatInvite(), 0)
    case 'storm':
      for (let call = 0; call < trouble.calls; call += 1)
        switchboard.simulateInbound(stormCall(trouble.identity, call))
      return trouble.calls
    case 'clear':
      if (who === undefined) tokens.aheadMs = 0
      server.refuse(false, who)
      losses.clear(who)
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
