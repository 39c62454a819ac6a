/** The relevant parts of a `tel:` (RFC 3966), `callto:` or `sip:` (RFC 3261) address, each decoded once. */
export interface PhoneUri {
  /** The number, or the user of a SIP address. */
  readonly user: string
  /** The host of a SIP address, with IPv6 brackets and without its port; null if there is none. */
  readonly host: string | null
  /** Keys to send after the other side has answered, in the notation that `readDialText` parses: ` ext. 7`, `,1`. */
  readonly postDial: string
}

interface Parameters {
  readonly first: string
  /** By name in lower case; of several with one name the first counts. */
  readonly named: ReadonlyMap<string, string>
  /** `;777#`: a parameter without a name that consists of keys only. */
  readonly bare: readonly string[]
}

/** Parses `raw`, an address without its scheme. Null if its percent-encoding is broken. */
export function parsePhoneUri(scheme: string, raw: string): PhoneUri | null {
  try {
    return /^sips?$/i.test(scheme) ? sip(raw.replace(/^\/\//, '')) : tel(raw.replace(/^\/\//, ''))
  } catch {
    return null
  }
}

function tel(rest: string): PhoneUri {
  const [path = ''] = rest.split('?')
  const parts = split(path.replace(/\/$/, ''))
  return { user: decodeURIComponent(withContext(parts)), host: null, postDial: afterNumber(parts) }
}

/** `user;parameters:password@host:port;parameters?headers`: RFC 3261, 19.1.1 and 19.1.6. Without a user it is all host. */
function sip(rest: string): PhoneUri {
  const [, userinfo, , behind = ''] = /^([^@]*)(@)(.*)$/s.exec(rest) ?? []
  if (userinfo === undefined) {
    const parts = split(rest.split('?')[0] ?? '')
    return { user: decodeURIComponent(parts.first), host: null, postDial: afterNumber(parts) }
  }
  // A colon in the user part starts a password.
  const parts = split(userinfo.split(':')[0] ?? '')
  const [host = ''] = /^(?:\[[^\]\s]*\]|[^:;?/>]*)/.exec(behind) ?? []
  return {
    user: decodeURIComponent(withContext(parts)),
    host: decodeURIComponent(host),
    postDial: afterNumber(parts),
  }
}

function split(path: string): Parameters {
  const [first = '', ...pairs] = path.split(';')
  const named = new Map<string, string>()
  const bare: string[] = []
  for (const pair of pairs) {
    const [name = '', ...value] = pair.split('=')
    const key = name.trim().toLowerCase()
    if (value.length === 0 && /^[\d*#,pw\s.-]*[\d*#][\d*#,pw\s.-]*$/i.test(decodeURIComponent(pair)))
      bare.push(pair)
    else if (!named.has(key)) named.set(key, value.join('='))
  }
  return { first, named, bare }
}

/** Joins a local number with its `phone-context` if that is a global prefix. */
function withContext({ first, named }: Parameters): string {
  const context = named.get('phone-context') ?? ''
  const isLocal = !/^(\+|%2b)/i.test(first.trim())
  return isLocal && /^(\+|%2b)/i.test(context) ? `${context}${first}` : first
}

function afterNumber({ named, bare }: Parameters): string {
  const extension = decodeURIComponent(named.get('ext') ?? '').trim()
  const postDial = decodeURIComponent(named.get('postd') ?? '').trim()
  return [
    extension === '' ? '' : ` ext. ${extension}`,
    postDial === '' ? '' : `,${postDial}`,
    ...bare.map((keys) => `;${decodeURIComponent(keys)}`),
  ].join('')
}
