import { plainText } from '../../../../common/numbers/plain-text.ts'
import { LINK_TEXT_LIMIT, type Link } from '../../ipc/phone-links.ts'
import { readPhoneUri } from './phone-uri.ts'
import { LINK_START } from './link-schemes.ts'

/** No link to a telephone is longer; what is, is not taken apart at all. In UTF-16 units, as it was handed over. */
const RAW_LIMIT = 2_000

/** A SIP user that is a number: RFC 3261 requires `user=phone`, but it is often omitted. */
const NUMBER_USER = /^\+?[\d\s().\-*#,pw]+$/i

/**
 * What a clicked `tel:` (RFC 3966), `callto:` or `sip:` (RFC 3261) link would put into the keypad: the number, and after it
 * what is to be sent once the other side has answered, written as a person would (` ext. 7`, `,,1#`). Links come from any page
 * or mail on the computer: what comes out is one short line of visible characters, or the reason why there is none. It is
 * shown, never dialled: that takes the person's own press.
 */
export function readLink(raw: string): Link {
  const scheme = LINK_START.exec(raw)?.[1]?.toLowerCase()
  if (scheme === undefined) return refused('not-a-phone-link')
  if (raw.length > RAW_LIMIT) return refused('too-long')
  const uri = readPhoneUri(scheme, raw.slice(scheme.length + 1))
  if (uri === null) return refused('garbled')
  const user = settled(uri.user)
  const isNumber = uri.host === null || NUMBER_USER.test(user)
  const text = settled(isNumber ? `${user}${uri.after}` : `${user}@${uri.host}`)
  if (text.length > LINK_TEXT_LIMIT) return refused('too-long')
  return user === '' ? refused('empty') : { kind: 'fill', text }
}

function refused(why: Extract<Link, { kind: 'refused' }>['why']): Link {
  return { kind: 'refused', why }
}

/** In plain digits, on one line, without invisible characters. */
function settled(text: string): string {
  let line = text
  // Taking something out may bring together what then composes to something else: a few rounds settle it.
  for (let round = 0; round < 4; round += 1) line = plainText(line).replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
  return line
}
