import type { EndedCall, LiveCall, Phone } from '../../shared/domain/phone.ts'
import { endedBetween, orphanedBetween } from '../../shared/domain/selectors.ts'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Log } from '../lib/log.ts'

export interface CallLogDeps {
  readonly replica: {
    subscribe(listener: (previous: Phone, next: Phone) => void): () => void
  }
  readonly clock: () => Timestamp
  readonly log: Pick<Log, 'info'>
}

/**
 * Writes one line for each transition of each call: CallSid, direction, state and party, at the end also the reason, the SDK's
 * or Twilio's code, and the durations in ms. The log itself masks numbers. Returns a function that stops it.
 */
export function createCallLog({ replica, clock, log }: CallLogDeps): () => void {
  return replica.subscribe((previous, next) => {
    for (const line of callTransitions(previous, next, clock())) log.info(line)
  })
}

/** The lines for everything that changed between two states of the phone, in the order of the calls. */
export function callTransitions(previous: Phone, next: Phone, now: Timestamp): readonly string[] {
  const before = new Map(previous.calls.map((call) => [call.id, call]))
  const live = next.calls.flatMap((call) => {
    const known = before.get(call.id)
    return known?.state === call.state && known.sid === call.sid ? [] : [liveLine(call, now)]
  })
  const ended = [...endedBetween(previous, next), ...orphanedBetween(previous, next, now)]
  return [...live, ...ended.map(endedLine)]
}

function liveLine(call: LiveCall, now: Timestamp): string {
  return `${subject(call)} state=${call.state} after=${duration(call.startedAt, now)}`
}

function endedLine(call: EndedCall): string {
  const { connectedAt, startedAt, endedAt, endReason, detail } = call
  const code = /\b[1-9]\d{4}\b/.exec(detail ?? '')?.[0] ?? 'none'
  const talk = connectedAt === null ? 0 : duration(connectedAt, endedAt)
  const facts = `reason=${endReason} code=${code} total=${duration(startedAt, endedAt)} connected=${talk}`
  return `${subject(call)} state=ended ${facts}${detail === null ? '' : ` detail=${JSON.stringify(detail)}`}`
}

function subject({ sid, direction, party, isTestCall }: LiveCall | EndedCall): string {
  const address = party.kind === 'number' ? ` ${party.address}` : ''
  const test = isTestCall === true ? ' test=true' : ''
  return `Call sid=${sid ?? 'none'} direction=${direction} party=${party.kind}${address}${test}`
}

/** Milliseconds; a clock that was set back gives 0. */
function duration(from: Timestamp, to: Timestamp): number {
  return Math.max(0, Math.round(to - from))
}
