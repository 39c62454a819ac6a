import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BundledServers } from '../../../src/main/line/bundled-servers.ts'
import type { KeptServer } from '../../../src/main/line/kept-server.ts'
import { openPracticeLine } from '../../../src/main/line/practice.ts'
import { identityFrom, practiceSetup, type Environment } from '../../../src/main/line/practice-account.ts'
import { RING_TEST_CALLER } from '../../../src/main/line/practice-numbers.ts'
import { createRedactor } from '../../../src/main/redact.ts'
import { IdentitySchema } from '../../../src/shared/contract.ts'
import { is } from 'valibot'
import { createTestAccount } from '../../support/app/account.ts'

let counter = 0
const hex = (bytes: number) => {
  counter += 1
  return counter.toString(16).padStart(bytes * 2, '0')
}
const setup = (env: Environment = {}, user = 'maria') => practiceSetup(env, user, hex)

describe('what the practice line is made of', () => {
  test('throw-away keys, different each time', () => {
    const [one, two] = [setup(), setup()]
    expect(one.account.accountSid).toMatch(/^AC[0-9a-f]{32}$/)
    expect(one.account.apiKeySid).toMatch(/^SK[0-9a-f]{32}$/)
    expect(one.account.apiKeySecret).not.toBe(two.account.apiKeySecret)
    expect(one.controlSecret).not.toBe(two.controlSecret)
    expect([one.signalPort, one.controlPort]).toEqual([0, 0])
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
      controlPort: 4002,
      controlSecret: 'a-secret-for-the-control',
    })
  })

  test('nonsense in the environment is left aside', () => {
    const env = {
      OFFHOOK_PRACTICE_ACCOUNT: '{',
      OFFHOOK_SIGNAL_PORT: '99999',
      OFFHOOK_CONTROL_PORT: 'x',
      OFFHOOK_CONTROL_SECRET: 'short',
    }
    const { account, signalPort, controlPort, controlSecret } = setup(env)
    expect(account.accountSid).toMatch(/^AC/)
    expect([signalPort, controlPort]).toEqual([0, 0])
    expect(controlSecret).not.toBe('short')
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
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => is(IdentitySchema, identityFrom(name))))
  })
})

function child<T>(facts: T, closed: string[], name: string): KeptServer<T> {
  return {
    facts,
    onBack() {},
    onGone() {},
    async close() {
      closed.push(name)
    },
  }
}

function openLine({ exchangeStarts = true, serviceStarts = Promise.resolve() } = {}) {
  const asked: string[] = []
  const configs: unknown[] = []
  const closed: string[] = []
  const requests: { url: string; body: unknown; authorization: string | null }[] = []
  const servers: BundledServers = {
    async tokenService(config) {
      asked.push('token service')
      configs.push(config)
      await serviceStarts
      return child({ port: 5000 }, closed, 'token service')
    },
    async exchange(config) {
      asked.push('exchange')
      configs.push(await config)
      if (!exchangeStarts) throw new Error('no port')
      const certificate = { pem: 'pem', key: 'key' }
      const facts = { signalPort: 4001, controlPort: 4002, fingerprint: 'sha256/x', certificate }
      return child(facts, closed, 'exchange')
    },
  }
  const local = {
    clock: () => 0,
    async fetch(url: string, init: RequestInit) {
      const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
      requests.push({ url, body, authorization: new Headers(init.headers).get('authorization') })
      return new Response('{}', { status: 201 })
    },
  }
  const opened = openPracticeLine(setup({}, 'maria'), { servers, local, hex, redactor: createRedactor() })
  return { opened, asked, configs, closed, requests }
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

  test('calls this identity on request', async () => {
    const { opened, requests } = openLine()
    const line = await opened
    await line.callMe?.()
    expect(requests).toMatchObject([
      {
        url: 'http://127.0.0.1:4002/calls',
        authorization: expect.stringMatching(/^Bearer \w{48}$/),
        body: { from: '+12025550108', to: '+12025550100', callerName: 'Offhook practice' },
      },
    ])
  })

  test('has the ring tested by a caller of its own, who is known again by the number', async () => {
    const { opened, requests } = openLine()
    const line = await opened
    await line.callMe?.(RING_TEST_CALLER)
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
