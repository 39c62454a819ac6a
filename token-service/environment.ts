import { type ConfigKey, type Parsed, parseConfig } from './config.ts'

/** The environment variable of each setting and its description in `--help`. */
export const VARIABLES: Readonly<Record<ConfigKey, readonly [name: string, help: string]>> = {
  accountSid: ['TWILIO_ACCOUNT_SID', 'AC…  Account SID'],
  apiKeySid: ['TWILIO_API_KEY_SID', 'SK…  API key that signs the tokens'],
  apiKeySecret: ['TWILIO_API_KEY_SECRET', "the API key's secret"],
  twimlAppSid: ['TWILIO_TWIML_APP_SID', 'AP…  TwiML App whose Voice URL is PUBLIC_URL/twiml/outgoing'],
  users: ['USERS_FILE', 'file with the users; add-user writes it'],
  authToken: ['TWILIO_AUTH_TOKEN', 'checks that webhooks come from Twilio; without it they are off'],
  publicUrl: ['PUBLIC_URL', 'https address under which Twilio reaches this service'],
  callerId: ['CALLER_ID', 'your number, shown to those you call; without it only identities can be called'],
  incoming: ['INCOMING', 'who rings, as JSON: {"+14155550123": ["alice", "bob"], "*": ["alice"]}'],
  allowedPrefixes: ['ALLOWED_PREFIXES', 'what may be dialled, such as +1,!+1900,+4420 (any number)'],
  callsPerHour: ['CALLS_PER_HOUR', 'calls to numbers that one identity may make in an hour (no limit)'],
  ringSeconds: ['RING_SECONDS', 'how long an incoming call rings (30)'],
  tokenTtl: ['TOKEN_TTL', 'seconds a token lives, 60 to 86400 (3600)'],
  host: ['HOST', 'address to listen on (127.0.0.1)'],
  port: ['PORT', 'port to listen on (8080)'],
}

export type Environment = Readonly<Record<string, string | undefined>>
type Source = { readonly value: unknown; readonly problem?: string }

const isKey = (key: string): key is ConfigKey => Object.hasOwn(VARIABLES, key)
const KEYS = Object.keys(VARIABLES).filter(isKey)
const nameOf = (key: ConfigKey): string => VARIABLES[key][0]

/**
 * Reads the configuration of a stand-alone service. `readText` reads a file or throws. All problems come at
 * once, each with the name of its variable. An empty variable counts as absent.
 */
export function parseEnvironment(env: Environment, readText: (path: string) => string): Parsed {
  const values: Partial<Record<ConfigKey, unknown>> = {}
  const problems: string[] = []
  const unreadable = new Set<ConfigKey>()
  for (const key of KEYS) {
    const text = env[nameOf(key)]?.trim() ?? ''
    if (text === '') continue
    const source = read(key, text, readText)
    if (source.problem === undefined) values[key] = source.value
    else {
      unreadable.add(key)
      problems.push(source.problem)
    }
  }
  const parsed = parseConfig(values, nameOf)
  if (!parsed.ok) {
    const reported = [...unreadable].map(nameOf)
    problems.push(...parsed.problems.filter((line) => !reported.some((name) => line.startsWith(`${name} `))))
  }
  problems.push(...standAloneProblems(values))
  return parsed.ok && problems.length === 0 ? parsed : { ok: false, problems }
}

function read(key: ConfigKey, text: string, readText: (path: string) => string): Source {
  switch (key) {
    case 'users':
      return readJson(key, () => readText(text))
    case 'incoming':
      return readJson(key, () => text)
    case 'allowedPrefixes':
      return { value: text.split(/[\s,]+/).filter((entry) => entry !== '') }
    case 'port':
    case 'callsPerHour':
    case 'tokenTtl':
    case 'ringSeconds':
      return { value: /^\d+$/.test(text) ? Number(text) : text }
    default:
      return { value: text }
  }
}

function readJson(key: ConfigKey, get: () => string): Source {
  let text: string
  try {
    text = get()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    return { value: undefined, problem: `${nameOf(key)} names a file that cannot be read (${code})` }
  }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { value: undefined, problem: `${nameOf(key)} is not valid JSON` }
  }
}

/** The additional requirements for a stand-alone service. */
function standAloneProblems({ authToken, publicUrl, users }: Partial<Record<ConfigKey, unknown>>): string[] {
  const problems: string[] = []
  if (authToken !== undefined && publicUrl === undefined) {
    problems.push(
      `${nameOf('publicUrl')} is missing: with ${nameOf('authToken')} set, ` +
        'it must be the https address under which Twilio reaches this service',
    )
  }
  if (Array.isArray(users) && users.some((user: unknown) => !hasSecretHash(user))) {
    problems.push(
      `${nameOf('users')} must hold for each user the secretHash that add-user prints, and no secret`,
    )
  }
  return problems
}

function hasSecretHash(user: unknown): boolean {
  return typeof user === 'object' && user !== null && 'secretHash' in user
}
