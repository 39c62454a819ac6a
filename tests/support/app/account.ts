import { randomBytes } from 'node:crypto'
import twilio from 'twilio'

/** An account that exists for one test run: the app's practice line uses it, and other devices get tokens from it. */
export interface TestAccount {
  readonly accountSid: string
  readonly apiKeySid: string
  readonly apiKeySecret: string
  readonly twimlAppSid: string
  readonly authToken: string
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

/** A fresh account with random keys. */
export function createTestAccount(): TestAccount {
  return {
    accountSid: `AC${hex(16)}`,
    apiKeySid: `SK${hex(16)}`,
    apiKeySecret: hex(24),
    twimlAppSid: `AP${hex(16)}`,
    authToken: hex(16),
  }
}

/** An AccessToken for a device of this account, made by Twilio's own package. `ttl` in seconds. */
export function accessToken(account: TestAccount, identity: string, ttl = 3600): string {
  const { AccessToken } = twilio.jwt
  const token = new AccessToken(account.accountSid, account.apiKeySid, account.apiKeySecret, {
    identity,
    ttl,
  })
  token.addGrant(
    new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid: account.twimlAppSid }),
  )
  return token.toJwt()
}
