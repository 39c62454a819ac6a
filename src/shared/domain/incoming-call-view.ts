import { POPUP_CARDS, type PopupView } from '../ipc/incoming-call-window.ts'
import { activeCalls, ringingCalls, type CallId, type Phone } from './phone.ts'

/** What the small call window shows for these calls: only those that ring, oldest first. */
export function popupViewFor(phone: Phone, ids: readonly CallId[], country: string): PopupView {
  const ringing = ringingCalls(phone).filter(({ id }) => ids.includes(id))
  const endsAnother = activeCalls(phone).length > 0
  return {
    country,
    calls: ringing.slice(0, POPUP_CARDS).map(({ id, party }) => ({ id, party, endsAnother })),
    more: Math.max(0, ringing.length - POPUP_CARDS),
  }
}
