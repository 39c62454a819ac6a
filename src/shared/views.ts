import { partyAddress, partyTitle } from './numbers.ts'
import { ringingCalls, type CallId, type EndedCall, type Phone } from './phone.ts'

/** The native notification of one ringing call. Plain text: the adapter escapes it as its server needs. */
export interface CallNotification {
  readonly callId: CallId
  readonly title: string
  readonly body: string
}

/** The notifications that should be on the screen now: one for each ringing call, oldest first. */
export function notificationsFor(phone: Phone, country: string): readonly CallNotification[] {
  return ringingCalls(phone).map((call) => {
    const title = partyTitle(call.party, country)
    const address = partyAddress(call.party, country)
    const body = address === null || address === title ? 'is calling' : `${address} is calling`
    return { callId: call.id, title, body: `${body.charAt(0).toUpperCase()}${body.slice(1)}` }
  })
}

/** Calls that ended between two snapshots, oldest first: each ended call appears once, whatever was skipped. */
export function endedBetween(previous: Phone, next: Phone): readonly EndedCall[] {
  const known = new Set(previous.ended.map(({ id }) => id))
  return next.ended.filter(({ id }) => !known.has(id)).toReversed()
}
