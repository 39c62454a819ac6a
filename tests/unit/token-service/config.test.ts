import { describe, expect, test } from 'vitest'
import { type ConfigKey, parseConfig } from '../../../token-service/config.ts'
import { generateSecret } from '../../../token-service/auth/secret-hash.ts'
import { INPUT, leaksIn, makeScryptSecret } from './support.ts'

const problemsOf = (value: unknown): string[] => {
  const parsed = parseConfig(value)
  return parsed.ok ? [] : parsed.problems
}

describe('a configuration', () => {
  test('a configuration with the required values gets defaults for the others', () => {
    const parsed = parseConfig(INPUT)
    expect(parsed).toMatchObject({
      ok: true,
      config: { tokenTtl: 3600, ringSeconds: 30, host: '127.0.0.1', port: 8080 },
    })
  })

  test.each(['accountSid', 'apiKeySid', 'apiKeySecret', 'twimlAppSid', 'users'] as const)(
    'without %s says which value is missing and what it must be',
    (key) => {
      const problems = problemsOf({ ...INPUT, [key]: undefined })
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^${key} is missing: it must \\w+ .{10,}`))])
      const without: Record<string, unknown> = { ...INPUT }
      delete without[key]
      expect(problemsOf(without)).toEqual(problems)
    },
  )

  const wrong: [key: ConfigKey, value: unknown][] = [
    ['accountSid', INPUT.apiKeySid],
    ['accountSid', 'AC123'],
    ['apiKeySid', INPUT.accountSid],
    ['apiKeySecret', 'short'],
    ['apiKeySecret', 'with a space in the middle'],
    ['twimlAppSid', 'APzz'],
    ['authToken', ''],
    ['callerId', '2125550199'],
    ['callerId', '+1 212 555 0199'],
    ['publicUrl', 'http://phone.example.com'],
    ['publicUrl', 'phone.example.com'],
    ['publicUrl', 'https://phone.example.com/?a=1'],
    ['publicUrl', 'https://user:pass@phone.example.com'],
    ['publicUrl', 'ftp://phone.example.com'],
    ['publicUrl', 'http://127.0.0.1.example.com'],
    ['users', []],
    ['users', 'carol'],
    ['incoming', { '2125550199': ['alice'] }],
    ['incoming', { '*': [] }],
    ['incoming', { '*': ['has space'] }],
    ['incoming', 'carol'],
    ['tokenTtl', 59],
    ['tokenTtl', 86_401],
    ['tokenTtl', 100.5],
    ['tokenTtl', '3600'],
    ['ringSeconds', 4],
    ['ringSeconds', 601],
    ['host', 'not a host'],
    ['port', -1],
    ['port', 65_536],
  ]
  test.each(wrong)('with a wrong %s (%j) names it and shows no value', (key, value) => {
    const problems = problemsOf({ ...INPUT, [key]: value })
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(problem.startsWith(key)).toBe(true)
      expect(problem).toMatch(/ (must|needs) /)
      if (typeof value === 'string' && value.length > 3) expect(problem).not.toContain(value)
      expect(problem).not.toContain('2125550199')
    }
  })

  test.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://phone.example.com/offhook/', 'https://phone.example.com/offhook'],
  ])('the public URL %s is accepted', (publicUrl, kept) => {
    expect(parseConfig({ ...INPUT, publicUrl })).toMatchObject({ ok: true, config: { publicUrl: kept } })
  })

  test('several problems are reported at once, without secrets', () => {
    const problems = problemsOf({
      apiKeySecret: INPUT.apiKeySecret,
      accountSid: 'x',
      tokenTtl: 1,
      callerID: '+1',
    })
    const named = problems.map((problem) => problem.split(' ')[0])
    expect(new Set(named)).toEqual(
      new Set(['accountSid', 'apiKeySid', 'callerID', 'tokenTtl', 'twimlAppSid', 'users']),
    )
    expect(leaksIn(problems.join('\n'))).toEqual([])
  })

  test('a problem in a list names its position, and numbers are masked', () => {
    const problems = problemsOf({
      ...INPUT,
      users: [INPUT.users[0], { identity: 'b b', secretHash: INPUT.users[1]?.secretHash }],
      incoming: { '+14155550123': ['alice', 'not good'] },
    })
    expect(problems).toEqual([
      expect.stringMatching(/^users\[1\]\.identity must be an identity/),
      expect.stringMatching(/^incoming\[…23\]\[1\] must be an identity/),
    ])
  })

  test.each([
    ['SHA-256', generateSecret().secretHash],
    ['scrypt', makeScryptSecret().secretHash],
  ])(
    'a users file with the whole %s of a secret is accepted, with a plain secret never',
    (_kind, secretHash) => {
      const withUser = (user: object) => problemsOf({ ...INPUT, users: [{ identity: 'a', ...user }] })
      expect(withUser({ secretHash })).toEqual([])
      expect(withUser({ secretHash: `${secretHash}x` })).toHaveLength(1)
      expect(withUser({ secretHash: secretHash.slice(0, -1) })).toHaveLength(1)
      expect(withUser({ secretHash, secret: 'a-secret-long-enough' })).toHaveLength(1)
      expect(withUser({ secret: 'a-secret-long-enough' })).toHaveLength(1)
    },
  )

  test.each([undefined, null, 'text', 42, []])('%j is not a configuration', (value) => {
    expect(problemsOf(value).length).toBeGreaterThan(0)
  })
})
