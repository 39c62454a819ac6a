import AccessToken from 'twilio/lib/jwt/AccessToken.js'
import * as v from 'valibot'

export type TokenSettings = {
  readonly accountSid: string
  readonly apiKeySid: string
  readonly apiKeySecret: string
  readonly twimlAppSid: string
  /** The lifetime of the token in seconds. */
  readonly tokenTtl: number
}

const Claims = v.object({ exp: v.number() })

/**
 * Creates a Voice AccessToken for one identity, for incoming calls and for outgoing calls through the TwiML App. `expiresAt` is
 * ISO 8601, decoded from the token.
 * Source: https://www.twilio.com/docs/iam/access-tokens
 */
export function createAccessToken(
  settings: TokenSettings,
  identity: string,
): { token: string; expiresAt: string } {
  const accessToken = new AccessToken(settings.accountSid, settings.apiKeySid, settings.apiKeySecret, {
    identity,
    ttl: settings.tokenTtl,
  })
  accessToken.addGrant(
    new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: settings.twimlAppSid }),
  )
  const token = accessToken.toJwt()
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
  const { exp } = v.parse(Claims, JSON.parse(payload))
  return { token, expiresAt: new Date(exp * 1000).toISOString() }
}
