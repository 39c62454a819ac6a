import { partyTitle } from '../../../shared/numbers.ts'
import { ringingCalls, type Phone } from '../../../shared/phone.ts'
import { lineWords, phaseWords } from '../../../shared/words.ts'
import { activeCall } from './calls.ts'

/** The title of the window: what matters most right now, then the name of the program. */
export function pageTitle(phone: Phone, country: string): string {
  return `${matter(phone, country)} \u2013 Offhook`
}

function matter(phone: Phone, country: string): string {
  const ringing = ringingCalls(phone)[0]
  if (ringing) return `Incoming call from ${partyTitle(ringing.party, country)}`
  const call = activeCall(phone)
  return call ? `${phaseWords(call)}: ${partyTitle(call.party, country)}` : lineWords(phone.line).title
}
