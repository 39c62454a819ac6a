import { API_VERSION } from '../model/api-version.ts'
import type { Claims } from '../model/account.ts'
import type { Parameters } from '../webhooks/webhooks.ts'

/** Names that a client cannot use for its own parameters, because Twilio's requests use them. */
const RESERVED = new Set([
  'AccountSid',
  'ApiVersion',
  'ApplicationSid',
  'CallSid',
  'CallStatus',
  'Called',
  'Caller',
  'Direction',
  'From',
])

/**
 * The webhook parameters for a call from a client: its identity, its application, and its own parameters. `To` is a parameter of the
 * client. Parameters of the token take precedence, so a client cannot forge them.
 */
export function clientParameters(accountSid: string, claims: Claims, params: string): Parameters {
  const fromToken = Object.entries(claims.outgoing?.params ?? {}).map(
    ([name, value]) => [name, String(value)] as const,
  )
  const own = new Map([...new URLSearchParams(params), ...fromToken].filter(([name]) => !RESERVED.has(name)))
  const from = `client:${claims.identity}`
  const to = own.get('To') ?? ''
  return {
    ...Object.fromEntries(own),
    AccountSid: accountSid,
    ApiVersion: API_VERSION,
    ApplicationSid: claims.outgoing?.applicationSid ?? '',
    From: from,
    Caller: from,
    To: to,
    Called: to,
  }
}

/** The webhook parameters for a call to a number. */
export function numberParameters(
  accountSid: string,
  { from, to, callerName }: { readonly from: string; readonly to: string; readonly callerName?: string },
): Parameters {
  return {
    AccountSid: accountSid,
    ApiVersion: API_VERSION,
    From: from,
    Caller: from,
    To: to,
    Called: to,
    ...locationParameters('From', from),
    ...locationParameters('Caller', from),
    ...locationParameters('To', to),
    ...locationParameters('Called', to),
    ...(callerName === undefined ? {} : { CallerName: callerName }),
  }
}

/**
 * The location of a number: the country is `US` for North American numbers, everything else is empty. Twilio sends these
 * parameters for calls from numbers, empty if unknown.
 */
function locationParameters(who: string, number: string): Parameters {
  const country = number.startsWith('+1') ? 'US' : ''
  return { [`${who}City`]: '', [`${who}State`]: '', [`${who}Zip`]: '', [`${who}Country`]: country }
}
