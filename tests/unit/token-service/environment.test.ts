import { describe, expect, test } from 'vitest'
import { parseEnvironment, VARIABLES } from '../../../token-service/environment.ts'
import { generateSecret } from '../../../token-service/auth/secret-hash.ts'
import { INPUT, leaksIn, SECRETS } from './support.ts'

const { secretHash } = generateSecret()
const USERS = JSON.stringify([{ identity: 'alice', secretHash }])

const ENV = {
  TWILIO_ACCOUNT_SID: INPUT.accountSid,
  TWILIO_API_KEY_SID: INPUT.apiKeySid,
  TWILIO_API_KEY_SECRET: SECRETS.apiKeySecret,
  TWILIO_TWIML_APP_SID: INPUT.twimlAppSid,
  TWILIO_AUTH_TOKEN: SECRETS.authToken,
  PUBLIC_URL: 'https://phone.example.com',
  USERS_FILE: 'users.json',
}

const files: Record<string, string> = {
  'users.json': USERS,
  'broken.json': '[{',
  'plain.json': JSON.stringify([{ identity: 'alice', secret: SECRETS.alice }]),
  'without.json': JSON.stringify([{ identity: 'alice' }]),
}
const readText = (path: string): string => {
  const text = files[path]
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  return text
}
const parse = (changes: Record<string, string | undefined> = {}) =>
  parseEnvironment({ ...ENV, ...changes }, readText)
const problemsOf = (changes: Record<string, string | undefined>): string[] => {
  const parsed = parse(changes)
  return parsed.ok ? [] : parsed.problems
}

describe('the environment', () => {
  test('a complete environment becomes a configuration', () => {
    const parsed = parse({ PORT: '9000', TOKEN_TTL: '600', INCOMING: '{"*":["alice"]}', CALLER_ID: '' })
    expect(parsed).toMatchObject({
      ok: true,
      config: {
        port: 9000,
        tokenTtl: 600,
        incoming: { '*': ['alice'] },
        users: [{ identity: 'alice', secretHash }],
      },
    })
    expect(parsed.ok && parsed.config.callerId).toBe(undefined)
  })

  test.each([
    ['TWILIO_ACCOUNT_SID', undefined],
    ['TWILIO_API_KEY_SID', 'AC1'],
    ['TWILIO_API_KEY_SECRET', ' '],
    ['TWILIO_TWIML_APP_SID', undefined],
    ['TWILIO_AUTH_TOKEN', 'short'],
    ['PUBLIC_URL', 'http://phone.example.com'],
    ['PUBLIC_URL', undefined],
    ['CALLER_ID', '555'],
    ['TOKEN_TTL', 'an hour'],
    ['TOKEN_TTL', '1'],
    ['RING_SECONDS', '0'],
    ['ALLOWED_PREFIXES', '1, +44'],
    ['ALLOWED_PREFIXES', '+0'],
    ['CALLS_PER_HOUR', '0'],
    ['CALLS_PER_HOUR', 'many'],
    ['PORT', '99999'],
    ['PORT', '-1'],
    ['HOST', 'a b'],
    ['INCOMING', '+14155550123=alice'],
    ['INCOMING', '{"14155550123":["alice"]}'],
    ['USERS_FILE', undefined],
    ['USERS_FILE', 'nowhere.json'],
    ['USERS_FILE', 'broken.json'],
    ['USERS_FILE', 'without.json'],
  ])('the setting %s=%s causes one problem, which names it', (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]?.startsWith(name)).toBe(true)
    expect(leaksIn(problems.join())).toEqual([])
  })

  test('a users file with a plain secret is refused, and the secret is not shown', () => {
    const problems = problemsOf({ USERS_FILE: 'plain.json' })
    expect(problems.join()).toContain('no secret')
    expect(leaksIn(problems.join())).toEqual([])
  })

  test('an empty configuration names every required value', () => {
    const parsed = parseEnvironment({}, readText)
    const names = parsed.ok ? [] : parsed.problems.map((problem) => problem.split(' ')[0])
    expect(names).toEqual([
      'TWILIO_ACCOUNT_SID',
      'TWILIO_API_KEY_SID',
      'TWILIO_API_KEY_SECRET',
      'TWILIO_TWIML_APP_SID',
      'USERS_FILE',
    ])
  })

  test('a configuration may limit the numbers that are dialled', () => {
    const parsed = parse({ ALLOWED_PREFIXES: '+1,!+1900 +44', CALLS_PER_HOUR: '30' })
    expect(parsed).toMatchObject({
      ok: true,
      config: { allowedPrefixes: ['+1', '!+1900', '+44'], callsPerHour: 30 },
    })
  })

  test('a configuration without webhooks needs no auth token', () => {
    expect(parse({ TWILIO_AUTH_TOKEN: undefined, PUBLIC_URL: undefined }).ok).toBe(true)
  })

  test('every setting has an environment variable of its own', () => {
    const names = Object.values(VARIABLES).map(([name]) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
