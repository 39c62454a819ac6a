import * as v from 'valibot'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { TokenResult } from '../connection.ts'

const seconds = v.pipe(v.number(), v.finite(), v.minValue(0))

/** The claims of a Twilio AccessToken used here. */
const ClaimsSchema = v.object({
  exp: seconds,
  iat: v.optional(seconds),
  grants: v.object({
    identity: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
    voice: v.optional(v.object({ incoming: v.optional(v.object({ allow: v.optional(v.boolean()) })) })),
  }),
})

const AnswerSchema = v.pipe(
  v.union([
    v.pipe(
      v.looseObject({ token: v.string() }),
      v.transform(({ token }) => token),
    ),
    v.string(),
  ]),
  v.trim(),
  v.maxLength(16_384),
)

/**
 * Parses the response of a token service: JSON with `token`, or the token as text. The token is decoded, not verified, which only
 * Twilio can do. The remaining lifetime is calculated from `serverNow`, the time of the server if known, and returned by the
 * clock of this computer.
 */
export function readTokenResponse(
  body: string,
  signallingHost: string | null,
  now: Timestamp,
  serverNow: Timestamp | null = null,
): TokenResult {
  const token = v.safeParse(AnswerSchema, jsonOr(body))
  const claims = token.success ? claimsOf(token.output) : undefined
  if (!token.success || claims === undefined) {
    return problem('not-a-token', 'The address answered, but not with a Twilio access token.')
  }
  const { exp, iat, grants } = claims
  if (grants.voice === undefined || grants.identity === undefined) {
    return problem('not-a-voice-token', 'The address answered with a token that is not for Twilio Voice.')
  }
  if (grants.voice.incoming?.allow !== true) {
    return problem(
      'not-a-voice-token',
      'The token does not allow incoming calls. Ask whoever runs the service.',
    )
  }
  const issuedAt = iat === undefined ? -Infinity : iat * 1000
  const judgedAt = serverNow ?? (iat === undefined ? now : issuedAt)
  const lifeMs = exp * 1000 - Math.max(judgedAt, issuedAt)
  if (lifeMs <= 0)
    return problem('not-a-token', 'The address answered with a token that has already expired.')
  return {
    ok: true,
    accessToken: { token: token.output, identity: grants.identity, signallingHost },
    receivedAt: now,
    expiresAt: now + lifeMs,
  }
}

function problem(kind: 'not-a-token' | 'not-a-voice-token', message: string): TokenResult {
  return { ok: false, problem: kind, message, field: 'url' }
}

function jsonOr(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

function claimsOf(token: string): v.InferOutput<typeof ClaimsSchema> | undefined {
  const [header, payload, signature, ...more] = token.split('.')
  if (!header || !payload || !signature || more.length > 0) return undefined
  const claims = v.safeParse(ClaimsSchema, jsonOr(Buffer.from(payload, 'base64url').toString('utf8')))
  return claims.success ? claims.output : undefined
}
