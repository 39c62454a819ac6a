import { describe, expect, test } from 'vitest'
import { policyPath, readPolicy } from '../../../../src/main/updates/policy.ts'

const read = (text: string | Error, env: Record<string, string> = {}) =>
  readPolicy({
    platform: 'linux',
    env,
    development: false,
    readFile: (path) => {
      expect(path).toBe('/etc/offhook/policy.json')
      return text instanceof Error ? Promise.reject(text) : Promise.resolve(text)
    },
  })
const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' })

describe('the administrator’s policy', () => {
  test.each<[string, string | Error, Record<string, string>, object]>([
    ['none', missing, {}, { updates: 'on', managed: false }],
    ['off', '{"updates": "off"}', {}, { updates: 'off', managed: true }],
    ['a channel', '{"channel": "beta"}', {}, { updates: 'on', managed: true, channel: 'beta' }],
    [
      'a feed',
      '{"feedUrl": "https://it.example/x/"}',
      {},
      { updates: 'on', feedUrl: 'https://it.example/x/' },
    ],
    ['as Windows writes files', '\uFEFF{"updates": "off"}', {}, { updates: 'off', managed: true }],
    ['off in the environment', missing, { OFFHOOK_UPDATES: 'off' }, { updates: 'off', managed: true }],
    ['off in either', '{"updates": "on"}', { OFFHOOK_UPDATES: 'off' }, { updates: 'off', managed: true }],
    [
      'on in the environment is nothing',
      missing,
      { OFFHOOK_UPDATES: 'on' },
      { updates: 'on', managed: false },
    ],
    [
      'another file is for developers',
      missing,
      { OFFHOOK_POLICY_FILE: '/another/policy.json' },
      { managed: false },
    ],
  ])('%s', async (_what, text, env, policy) => {
    expect(await read(text, env)).toMatchObject(policy)
  })

  test.each([
    '',
    'off',
    '{"updates": "never"}',
    '{"updates": false}',
    '{"channel": "nightly"}',
    '{"feedUrl": "http://it.example/"}',
    '{"feedUrl": "file:///srv/x"}',
    '{"update": "off"}',
  ])('that cannot be followed turns updates off, and says why: %s', async (text) => {
    const policy = await read(text)
    expect(policy).toMatchObject({ updates: 'off', managed: true })
    expect(policy.problem).toMatch(/should be/)
  })

  test('that may not be read turns updates off', async () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' })
    expect(await read(denied)).toMatchObject({ updates: 'off', problem: 'it cannot be read' })
  })

  test.each<[NodeJS.Platform, Record<string, string>, boolean, string]>([
    ['linux', {}, false, '/etc/offhook/policy.json'],
    ['darwin', {}, false, '/Library/Application Support/Offhook/policy.json'],
    [
      'win32',
      { ProgramFiles: String.raw`D:\Programs` },
      false,
      String.raw`D:\Programs\Offhook Policy\policy.json`,
    ],
    [
      'win32',
      { ProgramW6432: String.raw`D:\P64`, ProgramFiles: String.raw`D:\P32` },
      false,
      String.raw`D:\P64\Offhook Policy\policy.json`,
    ],
    [
      'win32',
      { ProgramData: String.raw`C:\ProgramData` },
      false,
      String.raw`C:\Program Files\Offhook Policy\policy.json`,
    ],
    ['linux', { OFFHOOK_POLICY_FILE: '/another/policy.json' }, true, '/another/policy.json'],
  ])('lies on %s (%j) at %s', (platform, env, development, path) => {
    expect(policyPath({ platform, env, development })).toBe(path)
  })
})
