import type { CalledLeg, CallerLeg, ClientLeg, ScriptedLeg } from '../model/leg-types.ts'
import type { Leg } from '../model/leg.ts'

/** Ended legs that are kept, for late words and for whoever asks how a call went. */
const MAX_ENDED_LEGS = 500

type RegisteredLeg = CalledLeg | CallerLeg

/** Every leg by its CallSid, and who plays it. */
export interface LegRegistry {
  /** A leg that nobody plays: an end of a trunk. */
  add<T extends RegisteredLeg>(leg: T): T
  addClient<T extends ClientLeg & RegisteredLeg>(end: T): T
  addScripted<T extends ScriptedLeg & RegisteredLeg>(end: T): T
  /** Ends this very leg, as if its party had; false when there is none, or it is over. */
  hangUp(callSid: string): boolean
  /** By CallSid, or by the SID a client made up. */
  client(callSid: string): ClientLeg | undefined
  /** The party in the same call, and the client, whichever leg of it is named. */
  scriptedLegOf(callSid: string): ScriptedLeg | undefined
  clientLegOf(callSid: string): ClientLeg | undefined
  /** The legs of one call, the caller's first, whichever of them is named; empty when there is no such call. */
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

  /** A leg and those of the same call: the named one first, then those that are still going on. */
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
      const ending = leg.answeredAt === undefined ? 'canceled' : 'completed'
      if ('release' in leg) leg.release(ending)
      else leg.hangUp(ending)
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
