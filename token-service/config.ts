import * as v from 'valibot'
import { e164Schema, isE164 } from '../common/numbers/e164.ts'
import { IDENTITY_RULE, identitySchema } from '../common/twilio/identity.ts'
import { sidSchema } from '../common/twilio/sid.ts'
import { maskNumber } from './twiml/destination.ts'
import { SECRET_HASH } from './auth/secret-hash.ts'

/** Twilio rings at most ten parties in one `<Dial>`. Calls to a route with more are refused with a spoken message. */
export const MAX_CLIENTS = 10
/** The route for numbers without an own route. */
export const DEFAULT_ROUTE = '*'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** The requirement for each value and where to find the value. The message for invalid and for missing values. */
const REQUIREMENTS = {
  accountSid: 'must be AC and 32 hexadecimal digits: the Account SID on the front page of the Twilio Console',
  apiKeySid:
    'must be SK and 32 hexadecimal digits: make an API key in the Twilio Console under "API keys & tokens"',
  apiKeySecret: 'must be the secret shown once when the API key was made (at least 16 characters, no spaces)',
  twimlAppSid:
    'must be AP and 32 hexadecimal digits: the SID of the TwiML App whose Voice URL is this service',
  authToken:
    "must be the account's Auth Token from the front page of the Twilio Console (at least 16 characters, no spaces)",
  callerId: 'must be a number of your account in E.164 form, such as +14155550123',
  publicUrl:
    'must be the https address under which Twilio reaches this service, without query or fragment (http only on this machine)',
  users: 'must hold one to 1000 users; "npm run token-service -- add-user IDENTITY" makes an entry',
  incoming:
    'must map each of your numbers (or "*" for all others) to a list of identities, such as {"+14155550123": ["alice", "bob"]}',
  allowedPrefixes:
    'must be a list of prefixes such as +1 or +4420, or !+1900 for one that is not allowed (at most 1000)',
  callsPerHour: 'must be a whole number of calls from 1 to 1000',
  tokenTtl: 'must be a whole number of seconds from 60 to 86400',
  ringSeconds: 'must be a whole number of seconds from 5 to 600',
  host: 'must be an address to listen on, such as 127.0.0.1 or 0.0.0.0',
  port: 'must be a port number from 0 to 65535',
} as const

export type ConfigKey = keyof typeof REQUIREMENTS
const requirementOf = (key: string): string => (isConfigKey(key) ? REQUIREMENTS[key] : 'is not a setting')
const isConfigKey = (key: string): key is ConfigKey => Object.hasOwn(REQUIREMENTS, key)

const secret = (message: string) => v.pipe(v.string(message), v.regex(/^[\x21-\x7e]{16,512}$/, message))
const whole = (from: number, to: number, message: string) =>
  v.pipe(v.number(message), v.integer(message), v.minValue(from, message), v.maxValue(to, message))

const IDENTITY_MESSAGE = `must be an identity: ${IDENTITY_RULE}. Twilio does not accept other characters; for ada@example.com write ada_40example_2Ecom or ada`
const identity = identitySchema(IDENTITY_MESSAGE)
const USER_MESSAGE = 'must be {"identity": …, "secretHash": …} and nothing else'

const user = v.strictObject(
  {
    identity,
    /** Absent for a service that the app itself runs: the app requests tokens over the channel to its process. */
    secretHash: v.optional(
      v.pipe(
        v.string(USER_MESSAGE),
        v.regex(SECRET_HASH, 'must be as "add-user" printed it, starting with sha256$ or scrypt$'),
      ),
    ),
  },
  USER_MESSAGE,
)

const userList = v.pipe(v.array(user, REQUIREMENTS.users), v.maxLength(1000, REQUIREMENTS.users))

const ROUTE_MESSAGE = 'must be a number in E.164 form or "*"'
const routeKey = v.pipe(
  v.string(ROUTE_MESSAGE),
  v.check((key) => key === DEFAULT_ROUTE || isE164(key), ROUTE_MESSAGE),
)
const identities = v.pipe(
  v.array(identity, REQUIREMENTS.incoming),
  v.minLength(1, 'must name at least one identity'),
  v.maxLength(1000, REQUIREMENTS.incoming),
)

/** The whole configuration of the service. Bundled and stand-alone use the same schema. */
const ConfigSchema = v.strictObject(
  {
    accountSid: sidSchema('AC', REQUIREMENTS.accountSid),
    apiKeySid: sidSchema('SK', REQUIREMENTS.apiKeySid),
    apiKeySecret: secret(REQUIREMENTS.apiKeySecret),
    twimlAppSid: sidSchema('AP', REQUIREMENTS.twimlAppSid),
    /** Signs the webhooks. Without it they are off. */
    authToken: v.optional(secret(REQUIREMENTS.authToken)),
    callerId: v.optional(e164Schema(REQUIREMENTS.callerId)),
    publicUrl: v.optional(
      v.pipe(
        v.string(REQUIREMENTS.publicUrl),
        v.check(isPublicUrl, REQUIREMENTS.publicUrl),
        v.transform(trimSlashes),
      ),
    ),
    users: v.pipe(userList, v.minLength(1, REQUIREMENTS.users)),
    incoming: v.optional(v.record(routeKey, identities, REQUIREMENTS.incoming), {}),
    /** Allowed number prefixes; a prefix after "!" is forbidden. The longest match decides. Absent: any number. */
    allowedPrefixes: v.optional(
      v.pipe(
        v.array(
          v.pipe(
            v.string(REQUIREMENTS.allowedPrefixes),
            v.regex(/^!?\+[1-9]\d{0,14}$/, REQUIREMENTS.allowedPrefixes),
          ),
          REQUIREMENTS.allowedPrefixes,
        ),
        v.minLength(1, REQUIREMENTS.allowedPrefixes),
        v.maxLength(1000, REQUIREMENTS.allowedPrefixes),
      ),
    ),
    /** The limit of calls to numbers per identity and hour. Absent: no limit. */
    callsPerHour: v.optional(whole(1, 1000, REQUIREMENTS.callsPerHour)),
    /** The lifetime of a token in seconds. */
    tokenTtl: v.optional(whole(60, 86_400, REQUIREMENTS.tokenTtl), 3600),
    /** Seconds until an incoming call that is not answered ends. */
    ringSeconds: v.optional(whole(5, 600, REQUIREMENTS.ringSeconds), 30),
    host: v.optional(
      v.pipe(v.string(REQUIREMENTS.host), v.regex(/^[\w.:-]{1,253}$/, REQUIREMENTS.host)),
      '127.0.0.1',
    ),
    port: v.optional(whole(0, 65_535, REQUIREMENTS.port), 8080),
  },
  (issue) => requirementOf(keysOf(issue.path)[0] ?? ''),
)

export type Config = v.InferOutput<typeof ConfigSchema>
export type User = Config['users'][number]
export type Parsed =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: string[] }

/**
 * Reads a configuration from an untrusted value. Reports all problems at once, each as one sentence that starts with
 * the name of the value. `nameOf` maps a key to that name, such as an environment variable. Values are never included.
 */
export function parseConfig(value: unknown, nameOf: (key: ConfigKey) => string = (key) => key): Parsed {
  const result = v.safeParse(ConfigSchema, value)
  if (result.success) return { ok: true, config: result.output }
  return { ok: false, problems: result.issues.map((issue) => problem(issue, nameOf)) }
}

/** Reads a list of users as {@link parseConfig} does; it may be empty, after the last user was removed. */
export function parseUsers(
  value: unknown,
): { readonly ok: true; readonly users: User[] } | { readonly ok: false; readonly problems: string[] } {
  const result = v.safeParse(userList, value)
  if (result.success) return { ok: true, users: result.output }
  const problems = result.issues.map((issue) =>
    `${keysOf(issue.path).map(step).join('')} ${issue.message}`.trim(),
  )
  return { ok: false, problems }
}

function problem(issue: v.BaseIssue<unknown>, nameOf: (key: ConfigKey) => string): string {
  const [first, ...inside] = keysOf(issue.path)
  if (first === undefined) return 'The configuration must be an object of settings'
  const name = isConfigKey(first) ? nameOf(first) : first
  const missing = issue.input === undefined ? 'is missing: it ' : ''
  return `${name}${inside.map(step).join('')} ${missing}${issue.message}`
}

function step(key: string): string {
  return /^[a-z]\w*$/i.test(key) ? `.${key}` : `[${/\d{5}/.test(key) ? maskNumber(key) : key}]`
}

function keysOf(path: v.BaseIssue<unknown>['path']): string[] {
  return (path ?? []).map(({ key }) =>
    typeof key === 'string' || typeof key === 'number' ? String(key) : '?',
  )
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text) || /[?#\s]/.test(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
}

function trimSlashes(text: string): string {
  return text.replace(/\/+$/, '')
}
