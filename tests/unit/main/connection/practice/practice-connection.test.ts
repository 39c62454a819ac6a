import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  BundledServers,
  TokenServiceInfo,
} from '../../../../../src/main/connection/servers/bundled-servers.ts'
import type { SupervisedProcess } from '../../../../../src/main/connection/servers/supervised-process.ts'
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
  readonly server: string
  readonly name: string
  readonly body: object
}

/** A server that runs; `restart` gives it new facts, as a process that died and is back has. */
function createKept<T>(name: string, first: T, seen: { requests: Request[]; closed: string[] }) {
  let facts = first
  const listeners: ((facts: T) => void)[] = []
  const kept: SupervisedProcess<T> = {
    get info() {
      return facts
    },
    async request(request, body, answer) {
      seen.requests.push({ server: name, name: request, body })
      return v.parse(answer, request === 'token' ? { token: 'x' } : { sid: 'CA1' })
    },
    onRestarted: (listener) => listeners.push(listener),
    onFailed() {},
    async close() {
      seen.closed.push(name)
    },
  }
  const restart = (next: T) => {
    facts = next
    for (const listener of listeners) listener(next)
  }
  return { kept, restart }
}

function openLine({ exchangeStarts = true, serviceStarts = Promise.resolve() } = {}) {
  const asked: string[] = []
  const configs: unknown[] = []
  const requests: Request[] = []
  const closed: string[] = []
  const exchangeConfigs: (() => Promise<object>)[] = []
  const service = createKept<TokenServiceInfo>('token service', { port: 5000 }, { requests, closed })
  const servers: BundledServers = {
    async tokenService(config) {
      asked.push('token service')
      configs.push(config)
      await serviceStarts
      return service.kept
    },
    async exchange(config) {
      asked.push('exchange')
      exchangeConfigs.push(config)
      configs.push(await config())
      if (!exchangeStarts) throw new Error('no port')
      const certificate = { pem: 'pem', key: 'key' }
      const facts = { signalPort: 4001, fingerprint: 'sha256/x', certificate }
      return createKept('exchange', facts, { requests, closed }).kept
    },
  }
  const deps = { servers, clock: () => 0, redactor: createRedactor() }
  const opened = openPracticeConnection(setup({}, 'maria'), deps)
  return { opened, asked, configs, closed, requests, service, exchangeConfigs }
}

describe('the practice line', () => {
  test('has the exchange ask the token service, and rings its own identity', async () => {
    const { opened, configs } = openLine()
    const line = await opened
    expect(line).toMatchObject({ signallingHost: 'localhost:4001', fingerprint: 'sha256/x' })
    expect(configs).toMatchObject([
      { incoming: { '+12025550100': ['maria'] }, users: [{ identity: 'maria' }], callerId: '+12025550100' },
      { numbers: { '+12025550100': { voiceUrl: 'http://127.0.0.1:5000/twiml/incoming' } } },
    ])
    expect(JSON.stringify(configs[1])).toContain('http://127.0.0.1:5000/twiml/outgoing')
  })

  test('starts both at once', () => {
    const { asked } = openLine({ serviceStarts: new Promise(() => {}) })
    expect(asked).toEqual(['token service', 'exchange'])
  })

  test('without a token service there is none, and that is what is said', async () => {
    const { opened, closed } = openLine({ serviceStarts: Promise.reject(new Error('no service')) })
    await expect(opened).rejects.toThrow('no service')
    expect(closed).toEqual([])
  })

  test('gets its tokens over the channel to the token service', async () => {
    const { opened, requests } = openLine()
    await (await opened).fetchAccessToken()
    expect(requests).toEqual([{ server: 'token service', name: 'token', body: { identity: 'maria' } }])
  })

  test('has no secret of a user in any configuration, and no control API that a port would serve', async () => {
    const { opened, configs } = openLine()
    await opened
    expect(configs).toMatchObject([{ users: [{ identity: 'maria' }] }, {}])
    expect(JSON.stringify(configs[0])).not.toContain('secret"')
    expect(JSON.stringify(configs[1])).not.toContain('controlSecret')
  })

  test('tells the exchange where the token service listens after a restart, now and when the exchange restarts', async () => {
    const { opened, requests, service, exchangeConfigs } = openLine()
    await opened
    service.restart({ port: 6000 })
    expect(requests).toMatchObject([
      {
        server: 'exchange',
        name: 'set-voice-urls',
        body: { numbers: { '+12025550100': 'http://127.0.0.1:6000/twiml/incoming' } },
      },
    ])
    expect(JSON.stringify(requests)).toContain('http://127.0.0.1:6000/twiml/outgoing')
    expect(JSON.stringify(await exchangeConfigs[0]?.())).toContain('http://127.0.0.1:6000/twiml/outgoing')
  })

  test('calls this identity on request', async () => {
    const { opened, requests } = openLine()
    const line = await opened
    await line.callMe?.()
    expect(requests).toMatchObject([
      {
        server: 'exchange',
        name: 'place-call',
        body: { from: '+12025550108', to: '+12025550100', callerName: 'Offhook practice' },
      },
    ])
  })

  test('has the ring tested by a caller of its own, who is known again by the number', async () => {
    const { opened, requests } = openLine()
    const line = await opened
    await line.callMe?.(SELF_TEST_CALLER)
    expect(requests).toMatchObject([{ body: { from: '+12025550199', callerName: 'Test ring' } }])
  })

  test('closes both', async () => {
    const { opened, closed } = openLine()
    await (await opened).close()
    expect(closed.toSorted()).toEqual(['exchange', 'token service'])
  })

  test('that gets no exchange leaves no token service behind', async () => {
    const { opened, closed } = openLine({ exchangeStarts: false })
    await expect(opened).rejects.toThrow('no port')
    expect(closed).toEqual(['token service'])
  })
})
