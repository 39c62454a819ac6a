import { compactVerify, decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import * as v from 'valibot'
import { IDENTITY_RULE, isIdentity } from '../../common/twilio/identity.ts'
import type { Account, Claims } from '../model/account.ts'
import { signalErrors, type SignalError } from '../model/hangup-causes.ts'

export type TokenCheck =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly error: SignalError; readonly why: string }

/** Twilio's limits: at most a day, and clocks may differ by a minute. */
const MAX_TTL_SECONDS = 24 * 60 * 60
const SKEW_SECONDS = 60
/** The identity of a client whose token has none: it may call, as `client:Anonymous`. */
const ANONYMOUS = 'Anonymous'

/** The `cty` of every AccessToken. */
const CONTENT_TYPE = 'twilio-fpa;v=1'

const Header = v.object({
  alg: v.literal('HS256'),
  typ: v.optional(v.literal('JWT')),
  cty: v.literal(CONTENT_TYPE),
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

/**
 * Checks an AccessToken as Twilio does: format, key, signature, account, times, voice grant. Never rejects. The signature is checked
 * before any claim but the key's SID is used.
 */
export async function verifyToken(token: string, account: Account, nowMs: number): Promise<TokenCheck> {
  const header = v.safeParse(
    Header,
    decoded(() => decodeProtectedHeader(token)),
  )
  if (!header.success) return refuse('invalidToken', 'it is not a JWT with the header of an AccessToken')
  const parsed = v.safeParse(
    Payload,
    decoded(() => decodeJwt(token)),
  )
  if (!parsed.success)
    return refuse('invalidToken', `its payload is wrong at ${v.getDotPath(parsed.issues[0]) ?? 'the top'}`)
  const payload = parsed.output
  const secret = Object.hasOwn(account.apiKeys, payload.iss) ? account.apiKeys[payload.iss] : undefined
  if (secret === undefined) return refuse('unauthorized', 'its API key is unknown')
  if (!(await isSignedWith(secret, token))) return refuse('invalidToken', 'its signature does not match')
  if (payload.sub !== account.sid) return refuse('unauthorized', 'it belongs to another account')

  const now = nowMs / 1000
  if (payload.exp <= now) return refuse('expiredToken', 'it has expired')
  const issued = payload.iat ?? payload.nbf ?? now
  if (payload.exp - issued > MAX_TTL_SECONDS + SKEW_SECONDS)
    return refuse('tokenTooLong', 'it is valid for more than a day')
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
      // A client without an identity cannot be called.
      incoming: !!identity && (voice.incoming?.allow ?? false),
      outgoing: outgoing && { applicationSid: outgoing.application_sid, params: outgoing.params },
      expiresAt: payload.exp,
    },
  }
}

export interface TokenOptions {
  readonly account: Account
  /** The SID of the API key that signs. */
  readonly apiKey: string
  readonly identity: string
  readonly applicationSid?: string
  readonly nowMs: number
  readonly ttlSeconds?: number
}

/** Signs an AccessToken that allows incoming calls, and outgoing ones if there is an application. @throws Error for an unknown key */
export async function signToken(options: TokenOptions): Promise<string> {
  const { account, apiKey, identity, applicationSid } = options
  const secret = account.apiKeys[apiKey]
  if (secret === undefined) throw new Error(`The API key ${apiKey} is not one of this account's.`)
  const iat = Math.floor(options.nowMs / 1000)
  const voice = {
    incoming: { allow: true },
    ...(applicationSid === undefined ? {} : { outgoing: { application_sid: applicationSid } }),
  }
  return new SignJWT({ grants: { identity, voice } })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', cty: CONTENT_TYPE })
    .setJti(`${apiKey}-${iat}`)
    .setIssuer(apiKey)
    .setSubject(account.sid)
    .setIssuedAt(iat)
    .setExpirationTime(iat + (options.ttlSeconds ?? 3600))
    .sign(keyOf(secret))
}

function refuse(
  reason: 'invalidToken' | 'expiredToken' | 'tokenTooLong' | 'unauthorized' | 'invalidClientName',
  why: string,
): TokenCheck {
  return { ok: false, error: signalErrors[reason], why }
}

/** Undefined for a part that is not base64url of JSON. */
function decoded(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return undefined
  }
}

async function isSignedWith(secret: string, token: string): Promise<boolean> {
  return compactVerify(token, keyOf(secret), { algorithms: ['HS256'] }).then(
    () => true,
    () => false,
  )
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret)
}
