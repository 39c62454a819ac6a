import { createHmac } from 'node:crypto'
import twilio from 'twilio'
import { createTestAccount, type TestAccount } from '../app/account.ts'

const { AccessToken } = twilio.jwt
const account = createTestAccount()

/** An AccessToken with these grants, made by Twilio's own package. `ttl` in seconds. */
function tokenWith(
  grants: readonly InstanceType<typeof AccessToken>['grants'][number][],
  ttl = 3600,
): string {
  const { accountSid, apiKeySid, apiKeySecret } = account
  const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, { identity: 'maria_at_work', ttl })
  for (const grant of grants) token.addGrant(grant)
  return token.toJwt()
}

/** What a team's service hands out. */
export const voiceToken = (ttl?: number): string =>
  tokenWith([new AccessToken.VoiceGrant({ incomingAllow: true })], ttl)

/** Good for video, and nothing else. */
export const videoToken = (): string => tokenWith([new AccessToken.VideoGrant({ room: 'lobby' })])

/** With a Voice grant that allows no incoming calls. */
export const outgoingOnlyToken = (): string =>
  tokenWith([new AccessToken.VoiceGrant({ outgoingApplicationSid: account.twimlAppSid })])

/** A good token of an hour ago, as a service hands it out that keeps its tokens too long. */
export function expiredToken(by: TestAccount = account): string {
  const [head = '', body = ''] = voiceToken().split('.')
  const claims: Record<string, unknown> = JSON.parse(Buffer.from(body, 'base64url').toString())
  const seconds = Math.floor(Date.now() / 1000)
  const old = { ...claims, iat: seconds - 7200, exp: seconds - 3600 }
  const signed = `${head}.${Buffer.from(JSON.stringify(old)).toString('base64url')}`
  return `${signed}.${createHmac('sha256', by.apiKeySecret).update(signed).digest('base64url')}`
}
