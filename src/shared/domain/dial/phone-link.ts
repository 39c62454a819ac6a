import { plainText } from '../../../../common/numbers/plain-text.ts'
import { MAX_LINK_TEXT, type PhoneLink } from '../../ipc/phone-links.ts'
import { parsePhoneUri } from './phone-uri.ts'
import { LINK_START } from './link-schemes.ts'

/** No link to a telephone is longer; what is, is not taken apart at all. In UTF-16 units, as it was handed over. */
const MAX_RAW_LINK = 2_000

/** A SIP user that is a number: RFC 3261 requires `user=phone`, but it is often omitted. */
const NUMBER_USER = /^\+?[\d\s().\-*#,pw]+$/i

/**
 * What a clicked `tel:` (RFC 3966), `callto:` or `sip:` (RFC 3261) link would put into the keypad: the number, and after it
 * what is to be sent once the other side has answered, written as a person would (` ext. 7`, `,,1#`). Links come from any page
 * or mail on the computer: what comes out is one short line of visible characters, or the reason why there is none. It is
 * shown, never dialled: that takes the person's own press.
 */
export function parsePhoneLink(raw: string): PhoneLink {
  const scheme = LINK_START.exec(raw)?.[1]?.toLowerCase()
  if (scheme === undefined) return refused('not-a-phone-link')
  if (raw.length > MAX_RAW_LINK) return refused('too-long')
  const uri = parsePhoneUri(scheme, raw.slice(scheme.length + 1))
  if (uri === null) return refused('malformed')
  const user = normalized(uri.user)
  const isNumber = uri.host === null || NUMBER_USER.test(user)
  const text = normalized(isNumber ? `${user}${uri.postDial}` : `${user}@${uri.host}`)
  if (text.length > MAX_LINK_TEXT) return refused('too-long')
  return user === '' ? refused('empty') : { kind: 'fill', text }
}

function refused(why: Extract<PhoneLink, { kind: 'refused' }>['reason']): PhoneLink {
  return { kind: 'refused', reason: why }
}

/** In plain digits, on one line, without invisible characters. */
function normalized(text: string): string {
  let line = text
  // Taking something out may bring together what then composes to something else: a few rounds settle it.
  for (let round = 0; round < 4; round += 1) line = plainText(line).replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
  return line
}
