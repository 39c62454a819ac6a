import { describe, expect, test } from 'vitest'
import {
  applicationSid,
  controlSecret,
  openTestbed,
  ownNumber,
  type Testbed,
} from '../../support/exchange/testbed.ts'

async function request(
  testbed: Testbed,
  method: string,
  path: string,
  body?: unknown,
  secret = controlSecret,
) {
  const response = await fetch(testbed.exchange.controlUrl + path, {
    method,
    headers: { Authorization: `Bearer ${secret}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

describe('the control API', () => {
  test('requires the secret for everything except health', async () => {
    const testbed = await openTestbed()
    const health = await fetch(`${testbed.exchange.controlUrl}/healthz`)
    expect(await health.json()).toEqual({ ok: true, lastEventId: 0 })
    for (const path of ['/calls', '/events', '/nothing']) {
      expect(await request(testbed, 'GET', path, undefined, 'wrong')).toMatchObject({ status: 401 })
      expect((await fetch(testbed.exchange.controlUrl + path)).status).toBe(401)
    }
  })

  test('places a call, reports it, sends digits and a message, and hangs up', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    const placed = await request(testbed, 'POST', '/calls', {
      from: '+12025550111',
      to: 'client:alice',
      party: 'echo',
    })
    expect(placed.status).toBe(201)
    const { sid } = placed.body
    const { callsid } = await alice.next('invite')
    alice.accept(callsid)
    await testbed.waitForEvent('bridged')
    expect(await request(testbed, 'GET', `/calls/${sid}`)).toMatchObject({
      status: 200,
      body: {
        sid,
        status: 'in-progress',
        from: '+12025550111',
        legs: [{ sid }, { sid: callsid }],
        digits: '',
      },
    })
    expect(await request(testbed, 'GET', `/calls/${String(callsid)}`)).toMatchObject({
      body: { sid: callsid, parentSid: sid },
    })
    expect((await request(testbed, 'GET', '/calls')).body).toHaveLength(1)
    expect((await request(testbed, 'POST', `/calls/${sid}/digits`, { digits: '9' })).status).toBe(200)
    expect(testbed.legs[0]?.digits).toBe('9')
    expect((await request(testbed, 'POST', `/calls/${sid}/message`, { content: 'hi' })).status).toBe(200)
    await alice.next('message')
    expect((await request(testbed, 'POST', `/calls/${sid}/hangup`)).status).toBe(200)
    await alice.next('hangup')
    expect(await request(testbed, 'POST', `/calls/${sid}/hangup`)).toMatchObject({
      status: 409,
      body: { message: 'The call is over' },
    })
  })

  test('lists the clients', async () => {
    const testbed = await openTestbed()
    await testbed.registered('alice')
    const { body } = await request(testbed, 'GET', '/clients')
    expect(body).toMatchObject([
      { identity: 'alice', registered: true, sockets: [{ registered: true }], calls: [] },
    ])
  })

  test('changes the TwiML of applications and numbers', async () => {
    const testbed = await openTestbed()
    const twiml = '<Response><Reject reason="busy"/></Response>'
    expect((await request(testbed, 'PUT', `/applications/${applicationSid}`, { twiml })).status).toBe(200)
    expect(
      (await request(testbed, 'PUT', `/numbers/${ownNumber}`, { voiceUrl: `${testbed.web.url}/new` })).status,
    ).toBe(200)
    const alice = await testbed.registered('alice')
    alice.invite()
    expect(await alice.next('hangup')).toMatchObject({ error: { code: 31486 } })
    testbed.exchange.calls.place({ to: ownNumber })
    await testbed.web.requests.waitFor('the new address', ({ path }) => path === '/new')
  })

  test.each([
    ['POST', '/calls', 'not json', 400],
    ['POST', '/calls', {}, 400],
    ['POST', '/calls', { to: 'nonsense' }, 400],
    ['POST', '/calls', { to: 'client:a', surprise: 1 }, 400],
    ['POST', '/calls', { to: 'client:a', party: 'dances' }, 400],
    ['POST', '/calls', { to: '+12025550177' }, 404],
    ['GET', '/calls/CA0', undefined, 404],
    ['POST', '/calls/CA0/hangup', {}, 404],
    ['DELETE', '/calls', undefined, 405],
    ['POST', '/trouble', { kind: 'earthquake' }, 400],
    ['POST', '/trouble', { kind: 'delay', ms: -1 }, 400],
    ['PUT', `/numbers/${ownNumber}`, { voiceUrl: 'http://example.com/' }, 400],
    ['PUT', `/applications/${applicationSid}`, {}, 400],
    ['GET', '/nowhere', undefined, 404],
    ['POST', '/calls', JSON.stringify({ to: 'x'.repeat(2_000_000) }), 413],
  ])('refuses %s %s %o with a message', async (method, path, body, status) => {
    const testbed = await openTestbed()
    const answer = await request(testbed, method, path, body)
    expect(answer.status).toBe(status)
    expect(answer.body.message.length).toBeGreaterThan(10)
  })

  test('streams events, those after an id first, none lost and none repeated', async () => {
    const testbed = await openTestbed()
    await testbed.registered('alice')
    await testbed.registered('bob')
    const response = await fetch(`${testbed.exchange.controlUrl}/events?since=1`, {
      headers: { Authorization: `Bearer ${controlSecret}` },
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    await testbed.registered('carol')
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.includes('"carol"') && text.includes('id: 6\n')) break
    }
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual([2, 3, 4, 5, 6])
  })

  test('writes no token, secret or complete number to the log', async () => {
    const testbed = await openTestbed()
    testbed.web.answer(
      '/incoming',
      '<Response><Dial answerOnBridge="true"><Client>alice</Client></Dial><Gather/></Response>',
    )
    const alice = await testbed.client()
    alice.listen('bad.token.here')
    await alice.next('close')
    const { sid } = testbed.exchange.calls.place({ from: '+12025550111', to: ownNumber })
    await testbed.waitForEvent('ended', { callSid: sid })
    const log = testbed.log.join('\n')
    for (const secret of [
      'bad.token',
      controlSecret,
      'an-auth-token',
      'secret-of',
      '+12025550111',
      ownNumber,
    ])
      expect(log).not.toContain(secret)
  })
})
