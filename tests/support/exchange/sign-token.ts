import { createHmac } from 'node:crypto'
import type { Account } from '../../../exchange/model/account.ts'

export interface TestTokenOptions {
  readonly account: Account
  /** The SID of the API key that signs. */
  readonly apiKey: string
  readonly identity: string
  readonly applicationSid?: string
  readonly nowMs: number
  readonly ttlSeconds?: number
  readonly incoming?: boolean
}

/** A JWT with any header and payload, signed with HMAC-SHA256. Independent of the library that the exchange uses. */
export function signJwt(header: object, payload: object, secret: string): string {
  const encoded = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const input = encoded.join('.')
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

/** An AccessToken of a test account, at the time of a fake clock. */
export function signTestToken(options: TestTokenOptions): string {
  const { account, apiKey, identity, applicationSid, nowMs, ttlSeconds = 3600, incoming = true } = options
  const iat = Math.floor(nowMs / 1000)
  const outgoing = applicationSid === undefined ? {} : { outgoing: { application_sid: applicationSid } }
  return signJwt(
    { alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' },
    {
      jti: `${apiKey}-${iat}`,
      iss: apiKey,
      sub: account.sid,
      iat,
      exp: iat + ttlSeconds,
      grants: { identity, voice: { incoming: { allow: incoming }, ...outgoing } },
    },
    account.apiKeys[apiKey] ?? '',
  )
}
