import { describe, expect, test } from 'vitest'
import { applicationSid, controlSecret, openTown, ownNumber, type Town } from '../../support/exchange/town.ts'

async function request(town: Town, method: string, path: string, body?: unknown, secret = controlSecret) {
  const response = await fetch(town.exchange.controlUrl + path, {
    method,
    headers: { Authorization: `Bearer ${secret}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

describe('the control API', () => {
  test('health needs no secret, everything else does', async () => {
    const town = await openTown()
    const health = await fetch(`${town.exchange.controlUrl}/healthz`)
    expect(await health.json()).toEqual({ ok: true, lastEventId: 0 })
    for (const path of ['/calls', '/events', '/nothing']) {
      expect(await request(town, 'GET', path, undefined, 'wrong')).toMatchObject({ status: 401 })
      expect((await fetch(town.exchange.controlUrl + path)).status).toBe(401)
    }
  })

  test('places a call, reports it, presses digits, sends a message and hangs up', async () => {
    const town = await openTown()
    const alice = await town.registered('alice')
    const placed = await request(town, 'POST', '/calls', {
      from: '+12025550111',
      to: 'client:alice',
      party: 'echo',
    })
    expect(placed.status).toBe(201)
    const { sid } = placed.body
    const { callsid } = await alice.next('invite')
    alice.accept(callsid)
    await town.happens('bridged')
    expect(await request(town, 'GET', `/calls/${sid}`)).toMatchObject({
      status: 200,
      body: {
        sid,
        status: 'in-progress',
        from: '+12025550111',
        legs: [{ sid }, { sid: callsid }],
        digits: '',
      },
    })
    expect(await request(town, 'GET', `/calls/${String(callsid)}`)).toMatchObject({
      body: { sid: callsid, parentSid: sid },
    })
    expect((await request(town, 'GET', '/calls')).body).toHaveLength(1)
    expect((await request(town, 'POST', `/calls/${sid}/digits`, { digits: '9' })).status).toBe(200)
    expect(town.legs[0]?.digits).toBe('9')
    expect((await request(town, 'POST', `/calls/${sid}/message`, { content: 'hi' })).status).toBe(200)
    await alice.next('message')
    expect((await request(town, 'POST', `/calls/${sid}/hangup`)).status).toBe(200)
    await alice.next('hangup')
    expect(await request(town, 'POST', `/calls/${sid}/hangup`)).toMatchObject({
      status: 409,
      body: { message: 'The call is over' },
    })
  })

  test('lists the clients', async () => {
    const town = await openTown()
    await town.registered('alice')
    const { body } = await request(town, 'GET', '/clients')
    expect(body).toMatchObject([
      { identity: 'alice', registered: true, sockets: [{ registered: true }], calls: [] },
    ])
  })

  test('leads applications and numbers elsewhere', async () => {
    const town = await openTown()
    const twiml = '<Response><Reject reason="busy"/></Response>'
    expect((await request(town, 'PUT', `/applications/${applicationSid}`, { twiml })).status).toBe(200)
    expect(
      (await request(town, 'PUT', `/numbers/${ownNumber}`, { voiceUrl: `${town.web.url}/new` })).status,
    ).toBe(200)
    const alice = await town.registered('alice')
    alice.invite()
    expect(await alice.next('hangup')).toMatchObject({ error: { code: 31486 } })
    town.exchange.calls.place({ to: ownNumber })
    await town.web.requests.waitFor('the new address', ({ path }) => path === '/new')
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
  ])('%s %s %o is refused with words', async (method, path, body, status) => {
    const town = await openTown()
    const answer = await request(town, method, path, body)
    expect(answer.status).toBe(status)
    expect(answer.body.message.length).toBeGreaterThan(10)
  })

  test('events are streamed, those since an id first, none missed and none twice', async () => {
    const town = await openTown()
    await town.registered('alice')
    await town.registered('bob')
    const response = await fetch(`${town.exchange.controlUrl}/events?since=1`, {
      headers: { Authorization: `Bearer ${controlSecret}` },
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    await town.registered('carol')
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.includes('"carol"') && text.includes('id: 6\n')) break
    }
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual([2, 3, 4, 5, 6])
  })

  test('no token, secret or whole number in the log, whatever happens', async () => {
    const town = await openTown()
    town.web.answer(
      '/incoming',
      '<Response><Dial answerOnBridge="true"><Client>alice</Client></Dial><Gather/></Response>',
    )
    const alice = await town.client()
    alice.listen('bad.token.here')
    await alice.next('close')
    const { sid } = town.exchange.calls.place({ from: '+12025550111', to: ownNumber })
    await town.happens('ended', { callSid: sid })
    const log = town.log.join('\n')
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
