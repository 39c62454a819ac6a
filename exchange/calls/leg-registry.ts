import type { CalledLeg, CallerLeg, ClientLeg, ScriptedLeg } from '../model/leg-types.ts'
import type { Leg } from '../model/leg.ts'

/** The number of ended legs that are kept, for late messages and for reports. */
const MAX_ENDED_LEGS = 500

type RegisteredLeg = CalledLeg | CallerLeg

/** All legs by their CallSid. */
export interface LegRegistry {
  /** A leg of a trunk, which has neither a client nor a script. */
  add<T extends RegisteredLeg>(leg: T): T
  addClient<T extends ClientLeg & RegisteredLeg>(end: T): T
  addScripted<T extends ScriptedLeg & RegisteredLeg>(end: T): T
  /** Ends exactly this leg, as its party would; false when it does not exist or has ended. */
  hangUp(callSid: string): boolean
  /** By CallSid, or by the temporary SID of a client. */
  client(callSid: string): ClientLeg | undefined
  /** The scripted leg and the client's leg of a call, by the SID of any of its legs. */
  scriptedLegOf(callSid: string): ScriptedLeg | undefined
  clientLegOf(callSid: string): ClientLeg | undefined
  /** The legs of a call by the SID of any of them, the caller's first; empty for an unknown SID. */
  legsOfCall(callSid: string): readonly Leg[]
  legs(): readonly Leg[]
  ongoingClients(): readonly ClientLeg[]
}

export function createLegRegistry(): LegRegistry {
  const legs = new Map<string, RegisteredLeg>()
  const clients = new Map<string, ClientLeg>()
  const parties = new Map<string, ScriptedLeg>()

  function add<T extends RegisteredLeg>(leg: T): T {
    legs.set(leg.sid, leg)
    if (legs.size > MAX_ENDED_LEGS) evictOldest()
    return leg
  }

  function evictOldest(): void {
    for (const [sid, leg] of legs) {
      if (!leg.ended.aborted) continue
      const temporarySid = clients.get(sid)?.temporarySid
      if (temporarySid !== undefined) clients.delete(temporarySid)
      legs.delete(sid)
      clients.delete(sid)
      parties.delete(sid)
      return
    }
  }

  /** The legs of the same call: the given one first, then those that have not ended. */
  function legsOfSameCall(callSid: string): readonly Leg[] {
    const named = clients.get(callSid) ?? legs.get(callSid)
    if (!named) return []
    const root = named.parentSid ?? named.sid
    const others = [...legs.values()].filter(
      (leg) => leg !== named && (leg.sid === root || leg.parentSid === root),
    )
    return [
      named,
      ...others.toSorted((one, other) => Number(one.ended.aborted) - Number(other.ended.aborted)),
    ]
  }

  function firstOf<T>(callSid: string, ends: ReadonlyMap<string, T>): T | undefined {
    for (const { sid } of legsOfSameCall(callSid)) {
      const end = ends.get(sid)
      if (end !== undefined) return end
    }
    return undefined
  }

  return {
    add,
    addClient(end) {
      clients.set(end.sid, end)
      if (end.temporarySid !== undefined) clients.set(end.temporarySid, end)
      return add(end)
    },
    addScripted(end) {
      parties.set(end.sid, end)
      return add(end)
    },
    hangUp(callSid) {
      const leg = legs.get(callSid)
      if (!leg || leg.ended.aborted) return false
      const cause = leg.answeredAt === undefined ? 'canceled' : 'completed'
      if ('release' in leg) leg.release(cause)
      else leg.hangUp(cause)
      return true
    },
    client: (callSid) => clients.get(callSid),
    scriptedLegOf: (callSid) => firstOf(callSid, parties),
    clientLegOf: (callSid) => firstOf(callSid, clients),
    legsOfCall(callSid) {
      const named = clients.get(callSid) ?? legs.get(callSid)
      const root = named?.parentSid ?? named?.sid
      return [...legs.values()].filter((leg) => leg.sid === root || leg.parentSid === root)
    },
    legs: () => [...legs.values()],
    ongoingClients: () => [...new Set(clients.values())].filter((end) => !end.ended.aborted),
  }
}
