import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import * as v from 'valibot'
import { afterEach, describe, expect, test } from 'vitest'
import { watch } from '../../support/processes/child-output.ts'
import { INPUT, leaksIn, SECRETS } from './support.ts'

const Listening = v.strictObject({ type: v.literal('listening'), port: v.nullable(v.number()) })
const Failed = v.strictObject({ type: v.literal('failed'), problems: v.array(v.string()) })
const Reply = v.strictObject({ type: v.literal('reply'), id: v.number(), result: v.unknown() })

const { publicUrl: _, ...CONFIG } = INPUT
const children: ChildProcess[] = []
afterEach(() => void children.splice(0).map((child) => child.kill('SIGKILL')))

function start() {
  const child = fork('token-service/bundled.ts', { execArgv: ['--import', 'tsx'], silent: true })
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

const configure = (changes: object = {}) => ({ type: 'configure', config: { ...CONFIG, ...changes } })

// Node and tsx start from nothing in each of these, which takes its time on a busy machine.
describe('the service inside the app', { timeout: 60_000 }, () => {
  test('answers voice webhooks on a free port of this machine, and closes when told', async () => {
    const { child, ask, ended } = start()
    const { port } = v.parse(Listening, await ask(configure({ host: '0.0.0.0', port: 1 })))
    const url = `http://127.0.0.1:${port}`

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

  test('gives tokens to the app over its channel and to no other program', async () => {
    const { ask, child, ended } = start()
    const { port } = v.parse(Listening, await ask(configure()))
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

  test('opens no port at all where it has no webhooks to answer', async () => {
    const { ask, child, ended } = start()
    expect(await ask(configure({ authToken: undefined }))).toEqual({ type: 'listening', port: null })
    child.send({ type: 'close' })
    const { stdout } = await ended
    expect(stdout).not.toContain('"event":"listening"')
  })

  test('tells what is wrong with its configuration', async () => {
    const { child, ask, ended } = start()
    const { problems } = v.parse(Failed, await ask(configure({ accountSid: 'x', users: [] })))
    expect(problems).toEqual([
      expect.stringMatching(/^accountSid must be AC/),
      expect.stringMatching(/^users must hold/),
    ])
    child.send({ type: 'close' })
    expect((await ended).code).toBe(0)
  })

  test('ends when the app goes away', async () => {
    const { child, ask, ended } = start()
    v.parse(Listening, await ask(configure()))
    child.disconnect()
    expect((await ended).code).toBe(0)
  })

  test('takes one configuration and ignores what it does not know', async () => {
    const { child, ask, ended } = start()
    child.send({ type: 'dance' })
    v.parse(Listening, await ask(configure()))
    child.send(configure({ users: [{ identity: 'mallory' }] }))
    const request = { type: 'request', id: 1, name: 'token', body: { identity: 'mallory' } }
    expect(await ask(request)).toMatchObject({ result: { ok: false } })
    child.send({ type: 'close' })
    const { stdout } = await ended
    expect(stdout).toContain('"event":"message ignored"')
    expect(stdout).toContain('"event":"already configured"')
  })
})
