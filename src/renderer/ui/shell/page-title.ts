import { partyTitle } from '../../../shared/domain/party.ts'
import type { Quiet } from '../../../shared/ipc/contract.ts'
import { ringingCalls, type Phone } from '../../../shared/domain/phone.ts'
import { isQuiet } from '../../../shared/domain/selectors.ts'
import { lineWords, phaseWords } from '../../../shared/messages/calls.ts'
import { activeCall } from '../calls/active-call.ts'

/** The title of the window: what matters most right now, then the name of the program. */
export function pageTitle(phone: Phone, country: string, quiet: Pick<Quiet, 'until'> | null): string {
  return `${matter(phone, country, quiet)} \u2013 Offhook`
}

function matter(phone: Phone, country: string, quiet: Pick<Quiet, 'until'> | null): string {
  const ringing = ringingCalls(phone)[0]
  if (ringing) return `Incoming call from ${partyTitle(ringing.party, country)}`
  const call = activeCall(phone)
  if (call) return `${phaseWords(call)}: ${partyTitle(call.party, country)}`
  return phone.line.state === 'ready' && quiet && isQuiet(quiet)
    ? 'Do not disturb'
    : lineWords(phone.line).title
}
