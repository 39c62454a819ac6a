import { describe, expect, test } from 'vitest'
import { ConfigError, parseConfig } from '../../../exchange/config.ts'
import { account, controlSecret } from '../../support/exchange/testbed.ts'

const good = { account, controlSecret }

function problemsOf(input: unknown): readonly string[] {
  try {
    parseConfig(input)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('the configuration', () => {
  test('requires an account and a control secret, and has defaults', () => {
    expect(parseConfig(good)).toMatchObject({
      port: 0,
      controlPort: 0,
      host: '127.0.0.1',
      ringTimeout: 30,
      earlyMedia: false,
      parties: { '+12025550101': 'echo', '+12025550103': 'busy' },
    })
  })

  test.each([
    [{ ...good, port: 70_000 }, 'port', 'port'],
    [{ ...good, controlSecret: 'short' }, 'controlSecret', '16 characters'],
    [{ ...good, controlSecret: undefined }, 'controlSecret', 'missing'],
    [{ ...good, account: { ...account, sid: 'AC1' } }, 'account.sid', 'account SID'],
    [
      { ...good, account: { ...account, apiKeys: { KEY: 'x'.repeat(20) } } },
      'account.apiKeys.KEY',
      'API key SID',
    ],
    [{ ...good, numbers: { '555': { voiceUrl: 'https://example.com' } } }, 'numbers.555', 'E.164'],
    [
      { ...good, applications: { [`AP${'1'.repeat(32)}`]: { voiceUrl: 'http://example.com' } } },
      'voiceUrl',
      'https',
    ],
    [{ ...good, parties: { '+12025550101': 'sings' } }, 'parties.+12025550101', '"echo"'],
    [{ ...good, timing: { heartbeat: 20_000 } }, 'timing.heartbeat', '10000'],
  ])('reports an invalid value with its name and a correction (%#)', (input, name, words) => {
    const problems = problemsOf(input)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(name)
    expect(problems[0]).toContain(words)
  })

  test('reports all problems at once', () => {
    expect(problemsOf({ port: -1, controlSecret: 'x' }).length).toBeGreaterThanOrEqual(3)
  })
})
