import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import * as v from 'valibot'
import { afterEach, describe, expect, test } from 'vitest'
import { BundledServersInfoSchema } from '../../../common/child-process/bundled-servers.ts'
import { connectClient } from '../../support/exchange/test-client.ts'
import { account, controlSecret } from '../../support/exchange/testbed.ts'
import { watch } from '../../support/processes/child-output.ts'
import { INPUT, leaksIn, SECRETS } from '../token-service/support.ts'

const Listening = v.object({ type: v.literal('listening'), ...BundledServersInfoSchema.entries })
const Failed = v.strictObject({ type: v.literal('failed'), problems: v.array(v.string()) })
const Reply = v.strictObject({ type: v.literal('reply'), id: v.number(), result: v.unknown() })

const { publicUrl: _, ...FOR_TEAMS } = INPUT
const TOKEN_SERVICE = { ...FOR_TEAMS, users: [{ identity: 'alice' }, { identity: 'bob' }] }
const EXCHANGE = { account, controlSecret }
const children: ChildProcess[] = []
afterEach(() => void children.splice(0).map((child) => child.kill('SIGKILL')))

function start() {
  const child = fork('bundled-servers/main.ts', { execArgv: ['--import', 'tsx'], silent: true })
  children.push(child)
  const watched = watch(child)
  const ask = async (message: object): Promise<unknown> => {
    const answer = Promise.race([
      once(child, 'message'),
      watched.ended.then((end) => Promise.reject(new Error(JSON.stringify(end)))),
    ])
    child.send(message)
    const [first]: unknown[] = await answer
    return first
  }
  return { child, ask, ended: watched.ended }
}

const configure = (tokenService: object | null, exchange: object | null) => ({
  type: 'configure',
  config: { tokenService, exchange },
})
const tokenOnly = (changes: object = {}) => configure({ ...TOKEN_SERVICE, ...changes }, null)
const exchangeOnly = (changes: object = {}) => configure(null, { ...EXCHANGE, ...changes })
const webhookPort = (listening: unknown) => v.parse(Listening, listening).tokenService?.webhookPort

// Node and tsx start from nothing in each of these.
describe('the token service inside the app', { timeout: 60_000 }, () => {
  test('replies to voice webhooks on a free port of this machine, and ends when it is closed', async () => {
    const { child, ask, ended } = start()
    const url = `http://127.0.0.1:${webhookPort(await ask(tokenOnly()))}`

    const form = { From: 'client:alice', numberToDial: '+442079460958' }
    const signature = getExpectedTwilioSignature(SECRETS.authToken, `${url}/twiml/outgoing`, form)
    const call = await fetch(`${url}/twiml/outgoing`, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(form),
    })
    expect(await call.text()).toContain('<Number>+442079460958</Number>')

    child.send({ type: 'close' })
    const { code, stdout, stderr } = await ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('"event":"listening","host":"127.0.0.1"')
    expect(leaksIn(stdout)).toEqual([])
  })

  test('issues tokens to the app over its channel and to no other program', async () => {
    const { ask, child, ended } = start()
    const port = webhookPort(await ask(tokenOnly()))
    const request = (id: number, body: object) => ({ type: 'request', id, name: 'token', body })
    expect(v.parse(Reply, await ask(request(7, { identity: 'alice' })))).toMatchObject({
      id: 7,
      result: { ok: true, value: { token: expect.stringMatching(/^eyJ/) } },
    })
    for (const body of [{ identity: 'mallory' }, { identity: '' }, {}, { identity: 'alice', more: 1 }])
      expect(v.parse(Reply, await ask(request(8, body)))).toMatchObject({ id: 8, result: { ok: false } })

    const headers = { authorization: `Bearer ${SECRETS.alice}` }
    for (const method of ['POST', 'GET', 'OPTIONS'])
      expect((await fetch(`http://127.0.0.1:${port}/token`, { method, headers })).status).toBe(404)
    child.send({ type: 'close' })
    expect((await ended).stdout).not.toContain('eyJ')
  })

  test('opens no port without an auth token', async () => {
    const { ask, child, ended } = start()
    expect(await ask(tokenOnly({ authToken: undefined }))).toEqual({
      type: 'listening',
      tokenService: { webhookPort: null },
      exchange: null,
    })
    child.send({ type: 'close' })
    const { stdout } = await ended
    expect(stdout).not.toContain('"event":"listening"')
  })

  test('reports every problem of its configuration', async () => {
    const { child, ask, ended } = start()
    const { problems } = v.parse(Failed, await ask(tokenOnly({ accountSid: 'x', users: [] })))
    expect(problems).toEqual([
      expect.stringMatching(/^accountSid must be AC/),
      expect.stringMatching(/^users must hold/),
    ])
    child.send({ type: 'close' })
    expect((await ended).code).toBe(0)
  })

  test('accepts one configuration and ignores unknown messages', async () => {
    const { child, ask, ended } = start()
    child.send({ type: 'dance' })
    v.parse(Listening, await ask(tokenOnly()))
    child.send(tokenOnly({ users: [{ identity: 'mallory' }] }))
    const request = { type: 'request', id: 1, name: 'token', body: { identity: 'mallory' } }
    expect(await ask(request)).toMatchObject({ result: { ok: false } })
    child.send({ type: 'close' })
    const { stdout } = await ended
    expect(stdout).toContain('"event":"message ignored"')
    expect(stdout).toContain('"event":"already configured"')
  })
})

describe('the exchange inside the app', { timeout: 60_000 }, () => {
  test('reports where it listens, and closes its sockets when it is closed', async () => {
    const { child, ask, ended } = start()
    const { exchange } = v.parse(Listening, await ask(exchangeOnly()))
    expect(exchange?.fingerprint).toMatch(/^sha256\//)
    const client = await connectClient(exchange?.signalPort ?? 0)
    child.send({ type: 'close' })
    await client.next('closed')
    expect((await ended).code).toBe(0)
  })

  test('has the same fingerprint after a restart with the certificate of the earlier process', async () => {
    const { exchange: first } = v.parse(Listening, await start().ask(exchangeOnly()))
    const again = exchangeOnly({ certificate: first?.certificate })
    const { exchange: second } = v.parse(Listening, await start().ask(again))
    expect(second?.fingerprint).toBe(first?.fingerprint)
  })

  test('serves no control API without a secret for it', async () => {
    const { exchange } = v.parse(Listening, await start().ask(configure(null, { account })))
    expect(exchange).toMatchObject({ controlPort: null })
  })

  test('reports every problem of its configuration, and accepts a valid one afterwards', async () => {
    const { ask } = start()
    const invalid = exchangeOnly({ controlSecret: 'x', account: { ...account, sid: 'x' } })
    expect(v.parse(Failed, await ask(invalid)).problems).toEqual([
      expect.stringContaining('controlSecret'),
      expect.stringContaining('account.sid'),
    ])
    v.parse(Listening, await ask(exchangeOnly()))
  })
})

describe('both servers inside the app', { timeout: 60_000 }, () => {
  const sid = TOKEN_SERVICE.accountSid
  const shared = {
    sid,
    authToken: TOKEN_SERVICE.authToken,
    apiKeys: { [TOKEN_SERVICE.apiKeySid]: TOKEN_SERVICE.apiKeySecret },
  }

  test('a call to a number rings the client that the token service names', async () => {
    const { ask } = start()
    const { exchange } = v.parse(Listening, await ask(configure(TOKEN_SERVICE, { account: shared })))
    const token = await ask({ type: 'request', id: 1, name: 'token', body: { identity: 'alice' } })
    const { result } = v.parse(
      v.object({ result: v.object({ value: v.object({ token: v.string() }) }) }),
      token,
    )
    const client = await connectClient(exchange?.signalPort ?? 0)
    await client.register(result.value.token)
    const call = { from: '+12025550108', to: TOKEN_SERVICE.callerId, callerName: 'Test', says: 'Hello.' }
    expect(await ask({ type: 'request', id: 2, name: 'place-call', body: call })).toMatchObject({
      result: { ok: true, value: { sid: expect.stringMatching(/^CA/) } },
    })
    await client.next('invite')
    client.close()
  })

  test('an exchange that cannot start closes the token service', async () => {
    const { ask } = start()
    const invalid = configure(TOKEN_SERVICE, { account: { ...shared, authToken: 'x' } })
    expect(v.parse(Failed, await ask(invalid)).problems).toEqual([expect.stringContaining('authToken')])
    v.parse(Listening, await ask(configure(TOKEN_SERVICE, { account: shared })))
  })

  test('end with their parent', async () => {
    const { child, ask, ended } = start()
    v.parse(Listening, await ask(configure(TOKEN_SERVICE, { account: shared })))
    child.disconnect()
    expect((await ended).code).toBe(0)
  })

  test.each(['dial', 'token'])('refuse the request %s that no started server has', async (name) => {
    const { ask } = start()
    v.parse(Listening, await ask(exchangeOnly()))
    expect(await ask({ type: 'request', id: 1, name, body: {} })).toMatchObject({
      result: { ok: false, problem: `There is no request "${name}".` },
    })
  })
})
