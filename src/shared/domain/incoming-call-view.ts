import { MAX_CALL_CARDS, type IncomingCallView } from '../ipc/incoming-call-window.ts'
import { activeCalls, ringingCalls, type CallId, type Phone } from './phone.ts'

/** What the small call window shows for these calls: only those that ring, oldest first. */
export function incomingCallView(phone: Phone, ids: readonly CallId[], country: string): IncomingCallView {
  const ringing = ringingCalls(phone).filter(({ id }) => ids.includes(id))
  const endsActiveCall = activeCalls(phone).length > 0
  return {
    country,
    calls: ringing.slice(0, MAX_CALL_CARDS).map(({ id, party }) => ({ id, party, endsActiveCall })),
    more: Math.max(0, ringing.length - MAX_CALL_CARDS),
  }
}
