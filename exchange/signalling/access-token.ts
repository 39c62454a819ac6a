import { createHmac, timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import { IDENTITY_RULE, isIdentity } from '../../common/twilio/identity.ts'
import type { Account, Claims } from '../model/account.ts'
import { signalErrors, type SignalError } from '../model/hangup-causes.ts'

export type TokenCheck =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly error: SignalError; readonly why: string }

/** Twilio's own limits: no longer than a day, and clocks may differ a little. */
const MAX_TTL_SECONDS = 24 * 60 * 60
const SKEW_SECONDS = 60
/** Who a client is whose token names no identity: it may call, as `client:Anonymous`. */
const ANONYMOUS = 'Anonymous'

const Header = v.object({
  alg: v.literal('HS256'),
  typ: v.optional(v.literal('JWT')),
  cty: v.literal('twilio-fpa;v=1'),
})

const Seconds = v.pipe(v.number(), v.finite())

const Payload = v.object({
  iss: v.string(),
  sub: v.string(),
  exp: Seconds,
  iat: v.optional(Seconds),
  nbf: v.optional(Seconds),
  grants: v.object({
    identity: v.optional(v.string()),
    voice: v.optional(
      v.object({
        incoming: v.optional(v.object({ allow: v.optional(v.boolean(), false) })),
        outgoing: v.optional(
          v.object({
            application_sid: v.string(),
            params: v.optional(v.record(v.string(), v.unknown()), {}),
          }),
        ),
      }),
    ),
  }),
})

/** Checks an AccessToken as Twilio does: form, key, signature, account, times, voice grant. */
export function verifyToken(token: string, account: Account, nowMs: number): TokenCheck {
  const [head, body, signature, ...rest] = token.split('.')
  if (!head || !body || !signature || rest.length > 0) return refuse('invalidToken', 'it is not a JWT')
  const header = v.safeParse(Header, decoded(head))
  if (!header.success) return refuse('invalidToken', 'its header is not that of an AccessToken')
  const parsed = v.safeParse(Payload, decoded(body))
  if (!parsed.success)
    return refuse('invalidToken', `its payload is wrong at ${v.getDotPath(parsed.issues[0]) ?? 'the top'}`)
  const payload = parsed.output
  const secret = Object.hasOwn(account.apiKeys, payload.iss) ? account.apiKeys[payload.iss] : undefined
  if (secret === undefined) return refuse('unauthorized', 'its API key is not known here')
  if (!signedBy(secret, `${head}.${body}`, signature))
    return refuse('invalidToken', 'its signature does not match')
  if (payload.sub !== account.sid) return refuse('unauthorized', 'it belongs to another account')

  const now = nowMs / 1000
  if (payload.exp <= now) return refuse('expiredToken', 'it has expired')
  const issued = payload.iat ?? payload.nbf ?? now
  if (payload.exp - issued > MAX_TTL_SECONDS + SKEW_SECONDS)
    return refuse('tokenTooLong', 'it lasts longer than a day')
  if ((payload.nbf ?? 0) > now + SKEW_SECONDS) return refuse('invalidToken', 'it is not valid yet')

  const { identity, voice } = payload.grants
  if (!voice) return refuse('unauthorized', 'it has no voice grant')
  if (identity && !isIdentity(identity))
    return refuse('invalidClientName', `its identity is not ${IDENTITY_RULE}`)
  const outgoing = voice.outgoing
  return {
    ok: true,
    claims: {
      identity: identity === undefined || identity === '' ? ANONYMOUS : identity,
      accountSid: payload.sub,
      // Who has no name cannot be rung.
      incoming: !!identity && (voice.incoming?.allow ?? false),
      outgoing: outgoing && { applicationSid: outgoing.application_sid, params: outgoing.params },
      expiresAt: payload.exp,
    },
  }
}

/** Signs an AccessToken, for the command line's `--token` and for tests that want no other package. */
export function signToken(options: {
  readonly account: Account
  readonly apiKey: string
  readonly identity: string
  readonly applicationSid?: string
  readonly nowMs: number
  readonly ttlSeconds?: number
  /** Whether the client may be rung; default true. */
  readonly incoming?: boolean
}): string {
  const { account, apiKey, identity, applicationSid } = options
  const secret = account.apiKeys[apiKey]
  if (secret === undefined) throw new Error(`The API key ${apiKey} is not one of this account's.`)
  const iat = Math.floor(options.nowMs / 1000)
  const voice = {
    incoming: { allow: options.incoming ?? true },
    ...(applicationSid === undefined ? {} : { outgoing: { application_sid: applicationSid } }),
  }
  const head = encoded({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
  const body = encoded({
    jti: `${apiKey}-${iat}`,
    iss: apiKey,
    sub: account.sid,
    iat,
    exp: iat + (options.ttlSeconds ?? 3600),
    grants: { identity, voice },
  })
  return `${head}.${body}.${hmac(secret, `${head}.${body}`).toString('base64url')}`
}

function refuse(
  reason: 'invalidToken' | 'expiredToken' | 'tokenTooLong' | 'unauthorized' | 'invalidClientName',
  why: string,
): TokenCheck {
  return { ok: false, error: signalErrors[reason], why }
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function hmac(secret: string, words: string): Buffer {
  return createHmac('sha256', secret).update(words).digest()
}

function signedBy(secret: string, words: string, signature: string): boolean {
  const expected = hmac(secret, words)
  const given = Buffer.from(signature, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
