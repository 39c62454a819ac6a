import { partyTitle } from '../../../shared/numbers.ts'
import type { Quiet } from '../../../shared/contract.ts'
import { ringingCalls, type Phone } from '../../../shared/phone.ts'
import { isQuiet } from '../../../shared/views.ts'
import { lineWords, phaseWords } from '../../../shared/words.ts'
import { activeCall } from './calls.ts'

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
