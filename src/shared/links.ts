import { LINK_TEXT_LIMIT, type Link } from './contract-links.ts'
import { LINK_START } from './link-schemes.ts'

/** No link to a telephone is longer; what is, is not taken apart at all. In UTF-16 units, as it was handed over. */
const RAW_LIMIT = 2_000

/**
 * What a clicked `tel:` (RFC 3966), `callto:` or `sip:` (RFC 3261) link would put into the keypad. Links come from any page or
 * mail on the computer: what comes out is one short line of visible characters, or the reason why there is none. It is shown,
 * never dialled: that takes the person's own press.
 */
export function readLink(raw: string): Link {
  const scheme = LINK_START.exec(raw)?.[1]?.toLowerCase()
  if (scheme === undefined) return refused('not-a-phone-link')
  if (raw.length > RAW_LIMIT) return refused('too-long')
  const parts = split(raw.slice(scheme.length + 1))
  const target = scheme === 'sip' ? sipTarget(parts.target) : withContext(parts)
  const text = decoded(target)
  const extension = decoded(parts.parameters.get('ext') ?? '')
  if (text === null || extension === null) return refused('garbled')
  if (text.length > LINK_TEXT_LIMIT || extension.length > LINK_TEXT_LIMIT) return refused('too-long')
  if (text === '') return refused('empty')
  return { kind: 'fill', text, extension: extension === '' ? null : extension }
}

function refused(why: Extract<Link, { kind: 'refused' }>['why']): Link {
  return { kind: 'refused', why }
}

interface Parts {
  /** Still percent-encoded, as all of it. */
  readonly target: string
  /** Parameter names in lower case; of several with one name the first counts. */
  readonly parameters: ReadonlyMap<string, string>
}

/** `//target;name=value;...?headers` taken apart, before anything is decoded. A `#` is a key of the telephone. */
function split(rest: string): Parts {
  const [path = ''] = rest.replace(/^\/\//, '').split('?')
  const [target = '', ...pairs] = path.split(';')
  const parameters = new Map<string, string>()
  for (const pair of pairs) {
    const [name = '', ...value] = pair.split('=')
    const key = name.trim().toLowerCase()
    if (!parameters.has(key)) parameters.set(key, value.join('='))
  }
  return { target: target.replace(/\/$/, ''), parameters }
}

/** A local number is written together with where it is local, when that is the beginning of a global one. */
function withContext({ target, parameters }: Parts): string {
  const context = parameters.get('phone-context') ?? ''
  const isLocal = !/^(\+|%2b)/i.test(target.trim())
  return isLocal && /^(\+|%2b)/i.test(context) ? `${context}${target}` : target
}

/** `user:password@host`: a number alone when the user is one, else both, without the password. */
function sipTarget(address: string): string {
  const at = address.lastIndexOf('@')
  if (at === -1) return address
  const [user = ''] = address.slice(0, at).split(':')
  return /^(\+|%2b)?[\d\s().\-*#]+$/i.test(user) ? user : `${user}${address.slice(at)}`
}

/** Decoded once, in plain digits, on one line, without what cannot be seen. Null where the encoding is broken. */
function decoded(encoded: string): string | null {
  let text: string
  try {
    text = decodeURIComponent(encoded)
  } catch {
    return null
  }
  let line = text
  // Taking something out may bring together what then composes to something else: a few rounds settle it.
  for (let round = 0; round < 4; round += 1) line = plain(line)
  return line
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/gu, '')
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
    .replaceAll(/\p{Nd}/gu, plainDigit)
    .trim()
}

/** Digits of every script stand in unbroken runs, each from nought to nine. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1
  return String(before % 10)
}
