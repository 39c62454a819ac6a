import { displayName } from '../../../shared/domain/party.ts'
import type { DoNotDisturb } from '../../../shared/ipc/contract.ts'
import { ringingCalls, type Phone } from '../../../shared/domain/phone.ts'
import { isDndOn } from '../../../shared/domain/selectors.ts'
import { registrationMessage, callStateMessage } from '../../../shared/messages/calls.ts'
import { t } from '../../../shared/messages/translate.ts'
import { activeCall } from '../calls/active-call.ts'

/** The title of the window: what matters most right now, then the name of the program. */
export function pageTitle(phone: Phone, country: string, dnd: Pick<DoNotDisturb, 'until'> | null): string {
  return t('page.title', { status: statusTitle(phone, country, dnd) })
}

function statusTitle(phone: Phone, country: string, dnd: Pick<DoNotDisturb, 'until'> | null): string {
  const ringing = ringingCalls(phone)[0]
  if (ringing) return t('call.incoming-from-who', { who: displayName(ringing.party, country) })
  const call = activeCall(phone)
  if (call)
    return t('call.state-of', { state: callStateMessage(call), who: displayName(call.party, country) })
  return phone.registration.state === 'registered' && dnd && isDndOn(dnd)
    ? t('dnd.title')
    : registrationMessage(phone.registration).title
}
