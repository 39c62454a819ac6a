import * as v from 'valibot'
import { E164 } from '../common/numbers/e164.ts'
import { IDENTITY, IDENTITY_RULE } from '../common/twilio/identity.ts'
import { maskNumber } from './twiml/destination.ts'
import { SECRET_HASH } from './auth/secret-hash.ts'

/** Twilio rings at most ten parties in one `<Dial>`. More may be configured; calls to such a route are refused aloud. */
export const MAX_CLIENTS = 10
/** The route for every number that has none of its own. */
export const DEFAULT_ROUTE = '*'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** What each value must be, in words that also say where to find it. Used for wrong and for missing values alike. */
const MUST = {
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

export type ConfigKey = keyof typeof MUST
const must = (key: string): string => (isConfigKey(key) ? MUST[key] : 'is not a setting')
const isConfigKey = (key: string): key is ConfigKey => Object.hasOwn(MUST, key)

const sid = (prefix: string, words: string) =>
  v.pipe(v.string(words), v.regex(new RegExp(`^${prefix}[0-9a-f]{32}$`, 'i'), words))
const secret = (words: string) => v.pipe(v.string(words), v.regex(/^[\x21-\x7e]{16,512}$/, words))
const whole = (from: number, to: number, words: string) =>
  v.pipe(v.number(words), v.integer(words), v.minValue(from, words), v.maxValue(to, words))
const e164 = (words: string) => v.pipe(v.string(words), v.regex(E164, words))

const IDENTITY_WORDS = `must be an identity: ${IDENTITY_RULE}. Twilio does not accept other characters; for ada@example.com write ada_40example_2Ecom or ada`
const identity = v.pipe(v.string(IDENTITY_WORDS), v.regex(IDENTITY, IDENTITY_WORDS))
const USER_WORDS = 'must be {"identity": …, "secretHash": …} and nothing else'

const user = v.strictObject(
  {
    identity,
    /** Absent for a service that the app itself runs: the app requests tokens over the channel to its process. */
    secretHash: v.optional(
      v.pipe(
        v.string(USER_WORDS),
        v.regex(SECRET_HASH, 'must be as "add-user" printed it, starting with sha256$ or scrypt$'),
      ),
    ),
  },
  USER_WORDS,
)

const userList = v.pipe(v.array(user, MUST.users), v.maxLength(1000, MUST.users))

const ROUTE_WORDS = 'must be a number in E.164 form or "*"'
const routeKey = v.pipe(
  v.string(ROUTE_WORDS),
  v.check((key) => key === DEFAULT_ROUTE || E164.test(key), ROUTE_WORDS),
)
const identities = v.pipe(
  v.array(identity, MUST.incoming),
  v.minLength(1, 'must name at least one identity'),
  v.maxLength(1000, MUST.incoming),
)

/** The whole configuration of the service. Bundled and stand-alone use the same schema. */
export const ConfigSchema = v.strictObject(
  {
    accountSid: sid('AC', MUST.accountSid),
    apiKeySid: sid('SK', MUST.apiKeySid),
    apiKeySecret: secret(MUST.apiKeySecret),
    twimlAppSid: sid('AP', MUST.twimlAppSid),
    /** Signs the webhooks. Without it they are off. */
    authToken: v.optional(secret(MUST.authToken)),
    callerId: v.optional(e164(MUST.callerId)),
    publicUrl: v.optional(
      v.pipe(v.string(MUST.publicUrl), v.check(isPublicUrl, MUST.publicUrl), v.transform(trimSlashes)),
    ),
    users: v.pipe(userList, v.minLength(1, MUST.users)),
    incoming: v.optional(v.record(routeKey, identities, MUST.incoming), {}),
    /** Allowed number prefixes; a prefix after "!" is forbidden. The longest match decides. Absent: any number. */
    allowedPrefixes: v.optional(
      v.pipe(
        v.array(
          v.pipe(v.string(MUST.allowedPrefixes), v.regex(/^!?\+[1-9]\d{0,14}$/, MUST.allowedPrefixes)),
          MUST.allowedPrefixes,
        ),
        v.minLength(1, MUST.allowedPrefixes),
        v.maxLength(1000, MUST.allowedPrefixes),
      ),
    ),
    /** The limit of calls to numbers per identity and hour. Absent: no limit. */
    callsPerHour: v.optional(whole(1, 1000, MUST.callsPerHour)),
    /** Seconds a token lives. */
    tokenTtl: v.optional(whole(60, 86_400, MUST.tokenTtl), 3600),
    /** Seconds an incoming call rings before Twilio gives up. */
    ringSeconds: v.optional(whole(5, 600, MUST.ringSeconds), 30),
    host: v.optional(v.pipe(v.string(MUST.host), v.regex(/^[\w.:-]{1,253}$/, MUST.host)), '127.0.0.1'),
    port: v.optional(whole(0, 65_535, MUST.port), 8080),
  },
  (issue) => must(keysOf(issue.path)[0] ?? ''),
)

export type Config = v.InferOutput<typeof ConfigSchema>
export type User = Config['users'][number]
export type Parsed =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: string[] }

/**
 * Reads a configuration from an untrusted value. Finds all problems at once, each as one sentence that starts with
 * the value's name (`nameOf` turns a key into what the person wrote, an environment variable say). Never shows a value.
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
