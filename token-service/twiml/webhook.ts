import type { Context, MiddlewareHandler } from 'hono'
import { createLineLimit } from '../../common/log/line-limit.ts'
import { type Env, rawQuery, readBody, refuse } from '../http/http.ts'
import type { JsonLog } from '../../common/log/json-log.ts'

const BODY_LIMIT = 65_536

/** The parameters of a webhook. One that came twice is a list. */
export type Params = Readonly<Record<string, string | readonly string[]>>
export type WebhookEnv = Env & { Variables: { params: Params } }

export type WebhookDeps = {
  readonly authToken: string | undefined
  readonly publicUrl: string | undefined
  readonly log: JsonLog
  readonly clock: () => number
}

/**
 * Accepts a request only with Twilio's signature over the public address. The host and protocol in the request are not used: behind
 * a proxy they are wrong, and an attacker can choose them.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function twilioWebhook(
  path: string,
  { authToken, publicUrl, log, clock }: WebhookDeps,
): MiddlewareHandler<WebhookEnv> {
  const lines = createLineLimit(clock)
  return async (c, next) => {
    if (authToken === undefined || publicUrl === undefined) {
      return refuse(
        c,
        404,
        'webhooks-off',
        'Webhooks are off here: the service needs its auth token and public URL.',
      )
    }
    const body = c.req.method === 'POST' ? await readForm(c) : {}
    if (body instanceof Response) return body
    const query = rawQuery(c.env, c.req.raw)
    const signature = c.req.header('x-twilio-signature') ?? ''
    // Loaded for the first webhook: the service inside the app may wait for days without one.
    const { validateRequest } = await import('twilio/lib/webhooks/webhooks.js')
    const isSigned = (url: string) => validateRequest(authToken, signature, url + path + query, body)
    if (!urlVariants(publicUrl, c.req.header('host')).some(isSigned)) {
      const reason = signature === '' ? 'no signature' : 'wrong signature'
      const leftOut = lines(reason)
      if (leftOut !== undefined)
        log.warn('webhook refused', { path, reason, ...(leftOut > 0 ? { leftOut } : {}) })
      return refuse(
        c,
        403,
        'bad-signature',
        `This request is not signed by Twilio for ${publicUrl}${path}. ` +
          'Check that the address in the Twilio Console is exactly this one and that the auth token is current.',
      )
    }
    c.set('params', c.req.method === 'POST' ? body : readParams(query))
    await next()
    return undefined
  }
}

/**
 * Scheme and host are case-insensitive (RFC 3986, 6.2.2.1), and Twilio signs them as written in its Console
 * (twilio/twilio-csharp#522). So the signed URL may differ from PUBLIC_URL in case only. `host` is the `Host` of the request: its
 * spelling is used if it equals the host of PUBLIC_URL apart from case.
 */
function urlVariants(publicUrl: string, host: string | undefined): string[] {
  const [, scheme = '', authority = '', rest = ''] = /^([a-z]+:\/\/)([^/]*)(.*)$/is.exec(publicUrl) ?? []
  const lower = (scheme + authority).toLowerCase() + rest
  const asked = host?.toLowerCase() === authority.toLowerCase() ? [scheme.toLowerCase() + host + rest] : []
  return [...new Set([publicUrl, lower, ...asked])]
}

/**
 * One parameter; '' if it is absent or sent twice with different values. Equal values count once, because Twilio's own validator
 * signs the set of values (`getExpectedTwilioSignature` of the twilio package).
 */
export function param(params: Params, name: string): string {
  const value = Object.hasOwn(params, name) ? params[name] : undefined
  if (typeof value === 'string') return value
  const [only = '', ...others] = new Set(value)
  return others.length === 0 ? only : ''
}

async function readForm(c: Context<WebhookEnv>): Promise<Params | Response> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const body = await readBody(c.req.raw, BODY_LIMIT)
  if (body === undefined) return refuse(c, 413, 'body-too-large', 'A webhook body may have at most 64 kB.')
  if (body !== '' && type !== 'application/x-www-form-urlencoded') {
    return refuse(c, 415, 'not-a-form', 'A webhook body must be application/x-www-form-urlencoded.')
  }
  return readParams(body)
}

function readParams(encoded: string): Params {
  const search = new URLSearchParams(encoded)
  const entries = [...new Set(search.keys())].map((name): [string, string | string[]] => {
    const values = search.getAll(name)
    return [name, values.length === 1 ? (values[0] ?? '') : values]
  })
  // fromEntries makes own properties, so a parameter named __proto__ is only a parameter.
  return Object.fromEntries(entries)
}
