import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  BundledServersConfig,
  BundledServersInfo,
} from '../../../../../common/child-process/bundled-servers.ts'
import type { StartBundledServers } from '../../../../../src/main/connection/servers/bundled-servers.ts'
import { openPracticeConnection } from '../../../../../src/main/connection/practice/practice-connection.ts'
import {
  identityFrom,
  practiceSetup,
  type EnvironmentVariables,
} from '../../../../../src/main/connection/practice/practice-account.ts'
import { SELF_TEST_CALLER } from '../../../../../src/main/connection/practice/practice-numbers.ts'
import { createRedactor } from '../../../../../src/main/lib/redactor.ts'
import { IdentitySchema } from '../../../../../src/shared/ipc/contract.ts'
import * as v from 'valibot'
import { createTestAccount } from '../../../../support/app/account.ts'

let counter = 0
const hex = (bytes: number) => {
  counter += 1
  return counter.toString(16).padStart(bytes * 2, '0')
}
const setup = (env: EnvironmentVariables = {}, user = 'maria') => practiceSetup(env, user, hex)

describe('what the practice line is made of', () => {
  test('throw-away keys, different each time', () => {
    const [one, two] = [setup(), setup()]
    expect(one.account.accountSid).toMatch(/^AC[0-9a-f]{32}$/)
    expect(one.account.apiKeySid).toMatch(/^SK[0-9a-f]{32}$/)
    expect(one.account.apiKeySecret).not.toBe(two.account.apiKeySecret)
    expect(one.signalPort).toBe(0)
  })

  test('or what the environment says', () => {
    const account = createTestAccount()
    const env = {
      OFFHOOK_PRACTICE_ACCOUNT: JSON.stringify(account),
      OFFHOOK_PRACTICE_IDENTITY: 'nora',
      OFFHOOK_SIGNAL_PORT: '4001',
      OFFHOOK_CONTROL_PORT: '4002',
      OFFHOOK_CONTROL_SECRET: 'a-secret-for-the-control',
    }
    expect(setup(env)).toEqual({
      account,
      identity: 'nora',
      signalPort: 4001,
      control: { controlPort: 4002, controlSecret: 'a-secret-for-the-control' },
    })
  })

  test('nonsense in the environment is left aside', () => {
    const env = {
      OFFHOOK_PRACTICE_ACCOUNT: '{',
      OFFHOOK_SIGNAL_PORT: '99999',
      OFFHOOK_CONTROL_PORT: 'x',
      OFFHOOK_CONTROL_SECRET: 'short',
    }
    const { account, signalPort, control } = setup(env)
    expect(account.accountSid).toMatch(/^AC/)
    expect({ signalPort, control }).toEqual({ signalPort: 0, control: null })
  })

  test.each([
    ['maria', 'maria'],
    ['Zoë Müller', 'Zoe_Muller'],
    ['DOMAIN\\user', 'DOMAIN_user'],
    ['  ', 'you'],
    ['李', 'you'],
  ])('the user %j is %s', (user, identity) => {
    expect(identityFrom(user)).toBe(identity)
  })

  test('whatever the user is called, it is an identity', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => v.is(IdentitySchema, identityFrom(name))),
    )
  })
})

interface Request {
  readonly name: string
  readonly body: object
}

const exchangeInfo = (fingerprint: string): BundledServersInfo => ({
  tokenService: { webhookPort: 5000 },
  exchange: {
    signalPort: 4001,
    controlPort: null,
    fingerprint,
    certificate: { pem: 'pem', key: 'key' },
  },
})

/** Opens the practice connection with servers that run, or with servers that do not start. */
function openLine(startFailure?: Error) {
  const configs: BundledServersConfig[] = []
  const requests: Request[] = []
  const seen = { closed: 0 }
  let facts = exchangeInfo('sha256/x')
  const listeners: ((facts: BundledServersInfo) => void)[] = []
  const startServers: StartBundledServers = async (_name, config) => {
    configs.push(config)
    if (startFailure) throw startFailure
    return {
      get info() {
        return facts
      },
      async request(name, body, answer) {
        requests.push({ name, body })
        return v.parse(answer, name === 'token' ? { token: 'x' } : { sid: 'CA1' })
      },
      onRestarted: (listener) => listeners.push(listener),
      onFailed() {},
      async close() {
        seen.closed += 1
      },
    }
  }
  const restart = (next: BundledServersInfo) => {
    facts = next
    for (const listener of listeners) listener(next)
  }
  const deps = { startServers, clock: () => 0, redactor: createRedactor() }
  return { opened: openPracticeConnection(setup({}, 'maria'), deps), configs, requests, seen, restart }
}

describe('the practice connection', () => {
  test('starts both servers with its own number and identity', async () => {
    const { opened, configs } = openLine()
    expect(await opened).toMatchObject({ signallingHost: 'localhost:4001', fingerprint: 'sha256/x' })
    expect(configs).toMatchObject([
      {
        tokenService: {
          incoming: { '+12025550100': ['maria'] },
          users: [{ identity: 'maria' }],
          callerId: '+12025550100',
        },
        exchange: { port: 0 },
      },
    ])
  })

  test('both servers get the same account', async () => {
    const { opened, configs } = openLine()
    await opened
    const [{ tokenService, exchange } = { tokenService: null, exchange: null }] = configs
    expect(exchange?.account).toEqual({
      sid: tokenService?.accountSid,
      authToken: tokenService?.authToken,
      apiKeys: { [tokenService?.apiKeySid ?? '']: tokenService?.apiKeySecret },
    })
  })

  test('servers that do not start reject with their message', async () => {
    const { opened } = openLine(new Error('no port'))
    await expect(opened).rejects.toThrow('no port')
  })

  test('gets its tokens over the channel to the servers', async () => {
    const { opened, requests } = openLine()
    await (await opened).fetchAccessToken()
    expect(requests).toEqual([{ name: 'token', body: { identity: 'maria' } }])
  })

  test('has no secret of a user in any configuration, and no control API that a port would serve', async () => {
    const { opened, configs } = openLine()
    await opened
    expect(configs).toMatchObject([{ tokenService: { users: [{ identity: 'maria' }] } }])
    expect(JSON.stringify(configs)).not.toContain('secret"')
    expect(JSON.stringify(configs)).not.toContain('controlSecret')
  })

  test('a restart is reported, with the new certificate', async () => {
    const { opened, restart } = openLine()
    const line = await opened
    let restarts = 0
    line.onRestarted(() => {
      restarts += 1
    })
    restart(exchangeInfo('sha256/y'))
    expect({ restarts, fingerprint: line.fingerprint }).toEqual({ restarts: 1, fingerprint: 'sha256/y' })
  })

  test('calls this identity on request', async () => {
    const { opened, requests } = openLine()
    await (await opened).callMe?.()
    expect(requests).toMatchObject([
      {
        name: 'place-call',
        body: { from: '+12025550108', to: '+12025550100', callerName: 'Offhook practice' },
      },
    ])
  })

  test('a test call has its own caller, whose number identifies it', async () => {
    const { opened, requests } = openLine()
    await (await opened).callMe?.(SELF_TEST_CALLER)
    expect(requests).toMatchObject([{ body: { from: '+12025550199', callerName: 'Test ring' } }])
  })

  test('closes the servers', async () => {
    const { opened, seen } = openLine()
    await (await opened).close()
    expect(seen.closed).toBe(1)
  })
})
