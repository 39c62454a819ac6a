import { displayName } from '../../../shared/domain/party.ts'
import type { DoNotDisturb } from '../../../shared/ipc/contract.ts'
import { ringingCalls, type Phone } from '../../../shared/domain/phone.ts'
import { isDndOn } from '../../../shared/domain/selectors.ts'
import { registrationMessage, callStateMessage } from '../../../shared/messages/calls.ts'
import { activeCall } from '../calls/active-call.ts'

/** The title of the window: what matters most right now, then the name of the program. */
export function pageTitle(phone: Phone, country: string, dnd: Pick<DoNotDisturb, 'until'> | null): string {
  return `${matter(phone, country, dnd)} \u2013 Offhook`
}

function matter(phone: Phone, country: string, dnd: Pick<DoNotDisturb, 'until'> | null): string {
  const ringing = ringingCalls(phone)[0]
  if (ringing) return `Incoming call from ${displayName(ringing.party, country)}`
  const call = activeCall(phone)
  if (call) return `${callStateMessage(call)}: ${displayName(call.party, country)}`
  return phone.registration.state === 'registered' && dnd && isDndOn(dnd)
    ? 'Do not disturb'
    : registrationMessage(phone.registration).title
}
