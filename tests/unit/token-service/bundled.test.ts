import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import * as v from 'valibot'
import { afterEach, describe, expect, test } from 'vitest'
import { watch } from '../../support/child.ts'
import { INPUT, leaksIn, SECRETS } from './support.ts'

const Listening = v.strictObject({ type: v.literal('listening'), port: v.number() })
const Failed = v.strictObject({ type: v.literal('failed'), problems: v.array(v.string()) })

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
  test('starts on a free port of this machine, works, and closes when told', async () => {
    const { child, ask, ended } = start()
    const { port } = v.parse(Listening, await ask(configure({ host: '0.0.0.0', port: 1 })))
    const url = `http://127.0.0.1:${port}`

    const headers = { authorization: `Bearer ${SECRETS.alice}` }
    const token = await fetch(`${url}/token`, { method: 'POST', headers })
    expect(await token.json()).toMatchObject({ identity: 'alice' })

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
    const { port } = v.parse(Listening, await ask(configure()))
    child.send(configure({ users: [{ identity: 'mallory', secret: SECRETS.bob }] }))
    const headers = { authorization: `Bearer ${SECRETS.bob}` }
    const token = await fetch(`http://127.0.0.1:${port}/token`, { method: 'POST', headers })
    expect(await token.json()).toMatchObject({ identity: 'bob' })
    child.send({ type: 'close' })
    const { stdout } = await ended
    expect(stdout).toContain('"event":"message ignored"')
    expect(stdout).toContain('"event":"already configured"')
  })
})
