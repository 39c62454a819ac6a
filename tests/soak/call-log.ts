import type { ExchangeEvent } from '../../exchange/model/events.ts'
import type { Alert } from './alert-server.ts'

/** What became of the rings, counted from both sides. */
export interface CallLogSummary {
  /** Rings that reached this person's phone: the exchange sent an invite. */
  readonly rings: number
  /** Those of them that were alerted exactly once. */
  readonly alerted: number
  /** Those that ended exactly once, at the exchange and on the screen. */
  readonly ended: number
  /** Never alerted. */
  readonly lost: number
  /** What is wrong with each of the others, in words. */
  readonly violations: readonly string[]
}

/** Numbers that rang in this soak are these ten digits. */
const digitsOf = (from: string): string => from.slice(-10)

/**
 * Goes through everything that happened. A ring may be alerted once more than once only for a reason: the
 * notification server that showed it has died, or the exchange has invited again because the socket was lost.
 */
export function summarizeCallLog(events: readonly ExchangeEvent[], alerts: readonly Alert[]): CallLogSummary {
  const whoBySid = new Map<string, string>()
  const invites = new Map<string, number>()
  const ends = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'call-started') whoBySid.set(event.callSid, digitsOf(event.from))
    if (event.type === 'invited') invites.set(event.callSid, (invites.get(event.callSid) ?? 0) + 1)
    if (event.type === 'ended') ends.set(event.callSid, (ends.get(event.callSid) ?? 0) + 1)
  }
  const byWho = new Map<string, Alert[]>()
  for (const alert of alerts) byWho.set(alert.who, [...(byWho.get(alert.who) ?? []), alert])

  const violations: string[] = []
  let [alerted, ended, lost] = [0, 0, 0]
  for (const [sid, invited] of invites) {
    const who = whoBySid.get(sid) ?? 'somebody'
    const shown = byWho.get(who) ?? []
    const died = shown.filter(({ closings }) => closings.includes('server gone')).length
    if (shown.length === 0) lost += 1
    if (shown.length >= 1 && shown.length <= invited + died) alerted += 1
    else violations.push(`${who} was alerted ${shown.length} times for ${invited} invites, ${died} died`)
    const endedTimes = ends.get(sid) ?? 0
    const closings = shown.map((alert) => alert.closings)
    if (endedTimes === 1 && closings.every(({ length }) => length === 1)) ended += 1
    else violations.push(`${who} ended ${endedTimes} times, its alerts ${JSON.stringify(closings)}`)
  }
  return { rings: invites.size, alerted, ended, lost, violations }
}
