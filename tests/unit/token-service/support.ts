import { randomBytes, scryptSync } from 'node:crypto'
import type { Hono } from 'hono'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { createTokenService } from '../../../token-service/app.ts'
import { type Config, parseConfig } from '../../../token-service/config.ts'
import type { Env } from '../../../token-service/http/http.ts'
import { createJsonLog, type JsonLog } from '../../../common/log/json-log.ts'
import { generateSecret } from '../../../token-service/auth/secret-hash.ts'

const alice = generateSecret()
const bob = generateSecret()

const HEX = '0123456789abcdef0123456789abcdef'

/** Every secret of these tests, for the checks that none of them is ever shown. */
export const SECRETS = {
  apiKeySecret: 'api-key-secret-of-the-tests-00001',
  authToken: 'auth-token-of-the-tests-000000002',
  alice: alice.secret,
  bob: bob.secret,
} as const

/** A complete configuration as a person would write it. */
export const INPUT = {
  accountSid: `AC${HEX}`,
  apiKeySid: `SK${HEX}`,
  apiKeySecret: SECRETS.apiKeySecret,
  twimlAppSid: `AP${HEX}`,
  authToken: SECRETS.authToken,
  callerId: '+14155550123',
  publicUrl: 'https://phone.example.com',
  users: [
    { identity: 'alice', secretHash: alice.secretHash },
    { identity: 'bob', secretHash: bob.secretHash },
  ],
  incoming: { '+14155550123': ['alice', 'bob'] },
}

export function configOf(changes: object = {}): Config {
  const parsed = parseConfig({ ...INPUT, ...changes })
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  return parsed.config
}

export type Harness = {
  readonly app: Hono<Env>
  readonly config: Config
  readonly lines: string[]
  readonly clock: { now: number }
}

/** The service with a clock that stands still and a log that is kept. */
export function harness(changes: object = {}): Harness {
  const clock = { now: Date.UTC(2026, 0, 1) }
  const lines: string[] = []
  const log: JsonLog = createJsonLog(
    (line) => lines.push(line),
    () => clock.now,
  )
  const config = configOf(changes)
  return { app: createTokenService({ config, clock: () => clock.now, log }), config, lines, clock }
}

export type Form = Readonly<Record<string, string>>

/** A webhook as Twilio sends it to `https://phone.example.com`, signed with the tests' auth token. */
export function signedPost(
  path: string,
  form: Form,
  options: { url?: string; token?: string } = {},
): Request {
  const url = options.url ?? `https://phone.example.com${path}`
  return new Request(`http://127.0.0.1:8080${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': getExpectedTwilioSignature(options.token ?? SECRETS.authToken, url, form),
    },
    body: new URLSearchParams(form).toString(),
  })
}

export function tokenRequest(secret: string | undefined, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers)
  if (secret !== undefined) headers.set('authorization', `Bearer ${secret}`)
  return new Request('http://127.0.0.1:8080/token', { method: 'POST', ...init, headers })
}

/** Names of secrets that occur in a text. */
export function leaksIn(text: string): string[] {
  return Object.entries(SECRETS)
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name)
}

/** A secret with the entry that `add-user` wrote for it before SHA-256: scrypt with these costs, a salt of 16 bytes. */
export function makeScryptSecret(): { secret: string; secretHash: string } {
  const keyId = randomBytes(9).toString('base64url')
  const secret = `${keyId}.${randomBytes(32).toString('base64url')}`
  const salt = randomBytes(16)
  const hash = scryptSync(secret, salt, 32, { N: 16_384, r: 8, p: 1 })
  return { secret, secretHash: `scrypt$${keyId}$${salt.toString('base64url')}$${hash.toString('base64url')}` }
}
