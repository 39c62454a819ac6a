import { describe, expect, test } from 'vitest'
import { fakeSdp } from '../../support/exchange/fake-media.ts'
import { openTestbed, ownNumber, type Testbed } from '../../support/exchange/testbed.ts'
import type { TestClient } from '../../support/exchange/test-client.ts'

const names = Array.from({ length: 11 }, (_, at) => `agent${at}`)

async function ringTen(
  testbed: Testbed,
  also = '',
): Promise<{ sid: string; agents: TestClient[]; callsids: unknown[] }> {
  const agents = await Promise.all(names.slice(0, 10).map((name) => testbed.registered(name)))
  const clients = names
    .slice(0, 10)
    .map((name) => `<Client>${name}</Client>`)
    .join('')
  testbed.web.answer('/incoming', `<Response><Dial answerOnBridge="true">${clients}${also}</Dial></Response>`)
  const { sid } = testbed.exchange.calls.place({ to: ownNumber })
  const invites = await Promise.all(agents.map((agent) => agent.next('invite')))
  return { sid, agents, callsids: invites.map(({ callsid }) => callsid) }
}

describe('ten identities that ring at once', () => {
  test('have their own CallSids; the first that accepts gets the call, the other nine get cancel', async () => {
    const testbed = await openTestbed()
    const { sid, agents, callsids } = await ringTen(testbed)
    expect(new Set(callsids).size).toBe(10)
    agents[4]?.accept(callsids[4])
    await testbed.waitForEvent('bridged', { callSid: sid, childSid: callsids[4] })
    for (const [at, agent] of agents.entries()) {
      if (at !== 4) expect(await agent.next('cancel')).toEqual({ callsid: callsids[at] })
      await agent.settled()
      expect(agent.count('cancel')).toBe(at === 4 ? 0 : 1)
    }
    expect(testbed.legs.filter((leg) => leg.state !== 'closed')).toHaveLength(1)
  })

  test('accept at the same moment, and exactly one gets the call', async () => {
    const testbed = await openTestbed()
    const { sid, agents, callsids } = await ringTen(testbed)
    for (const [at, agent] of agents.entries()) agent.accept(callsids[at])
    await testbed.waitForEvent('bridged', { callSid: sid })
    for (const agent of agents) await agent.settled()
    expect(agents.filter((agent) => agent.count('cancel') === 1)).toHaveLength(9)
    expect(
      testbed.exchange.calls.get(sid).legs.filter(({ status }) => status === 'in-progress'),
    ).toHaveLength(2)
  })

  test('keep ringing when one rejects; the last rejection ends the call as busy', async () => {
    const testbed = await openTestbed()
    const { sid, agents, callsids } = await ringTen(testbed)
    for (const [at, agent] of agents.slice(0, 9).entries()) agent.send('reject', { callsid: callsids[at] })
    await Promise.all(agents.map((agent) => agent.settled()))
    expect(agents[9]?.count('cancel')).toBe(0)
    agents[9]?.send('reject', { callsid: callsids[9] })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'all-rejected' })
    expect(testbed.exchange.calls.get(sid).status).toBe('busy')
  })

  test('are the limit: an eleventh is logged and not called', async () => {
    const testbed = await openTestbed()
    const eleventh = await testbed.registered('agent10')
    await ringTen(testbed, '<Client>agent10</Client>')
    expect(await testbed.waitForEvent('verb-skipped')).toMatchObject({
      verb: 'Dial Client',
      why: 'only 10 are rung at once',
    })
    await eleventh.settled()
    expect(eleventh.count('invite')).toBe(0)
  })
})

describe('one identity with several sockets', () => {
  async function three(testbed: Testbed): Promise<{ sid: string; callsid: unknown; sockets: TestClient[] }> {
    const sockets = [
      await testbed.registered('alice'),
      await testbed.registered('alice'),
      await testbed.registered('alice'),
    ]
    const { sid } = testbed.exchange.calls.place({ to: 'client:alice' })
    const invites = await Promise.all(sockets.map((socket) => socket.next('invite')))
    expect(new Set(invites.map(({ callsid }) => callsid)).size).toBe(1)
    expect(new Set(invites.map(({ sdp }) => sdp)).size).toBe(3)
    expect(new Set(invites.map(({ reconnect }) => reconnect)).size).toBe(3)
    return { sid, callsid: invites[0]?.['callsid'], sockets }
  }

  test('rings on all with one CallSid; one accepts, the others get cancel', async () => {
    const testbed = await openTestbed()
    const { sid, callsid, sockets } = await three(testbed)
    sockets[1]?.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid })
    await Promise.all([sockets[0]?.next('cancel'), sockets[2]?.next('cancel')])
    await sockets[1]?.settled()
    expect(sockets[1]?.count('cancel')).toBe(0)
  })

  test('stops ringing when one rejects: the others get cancel, as at Twilio', async () => {
    const testbed = await openTestbed()
    const { sid, callsid, sockets } = await three(testbed)
    sockets[0]?.send('reject', { callsid })
    await Promise.all([sockets[1]?.next('cancel'), sockets[2]?.next('cancel')])
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'rejected' })
    await sockets[0]?.settled()
    expect(sockets[0]?.count('cancel')).toBe(0)
  })

  test('keeps ringing on the others when one has no microphone', async () => {
    const testbed = await openTestbed()
    const { sid, callsid, sockets } = await three(testbed)
    sockets[0]?.send('hangup', { callsid })
    await sockets[0]?.settled()
    expect(sockets[1]?.count('cancel')).toBe(0)
    // A registration is repeated again and again: that does not bring it back in.
    sockets[0]?.send('register', { media: { audio: true } })
    await sockets[0]?.next('ready', 1)
    await sockets[0]?.settled()
    expect(sockets[0]?.count('invite')).toBe(1)
    sockets[2]?.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid })
    await sockets[1]?.next('cancel')
    expect(sockets[0]?.count('cancel')).toBe(0)
  })

  test('gets the call on one socket when two accept at the same moment, and the other gets cancel once', async () => {
    const testbed = await openTestbed()
    const { sid, callsid, sockets } = await three(testbed)
    sockets[0]?.accept(callsid)
    sockets[1]?.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid })
    for (const socket of sockets) await socket.settled()
    expect(sockets.map((socket) => socket.count('cancel')).filter((count) => count === 1)).toHaveLength(2)
    expect(sockets.map((socket) => socket.count('cancel'))).toContain(0)
  })

  test('keeps the call on the winner when the other accepts and hangs up before its cancel arrives', async () => {
    const testbed = await openTestbed()
    const { sid, callsid, sockets } = await three(testbed)
    sockets[0]?.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid })
    sockets[1]?.accept(callsid)
    sockets[1]?.send('hangup', { callsid })
    sockets[1]?.send('reinvite', { callsid, sdp: fakeSdp('other') })
    await sockets[1]?.settled()
    expect(testbed.exchange.calls.get(sid).status).toBe('in-progress')
    expect(sockets[1]?.count('answer')).toBe(0)
    sockets[0]?.send('hangup', { callsid })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'completed' })
  })

  test('rings on at most ten sockets', async () => {
    const testbed = await openTestbed()
    const sockets = await Promise.all(names.map(() => testbed.registered('alice')))
    testbed.exchange.calls.place({ to: 'client:alice' })
    await testbed.waitForEvent('invited', { identity: 'alice' }, 9)
    await Promise.all(sockets.map((socket) => socket.settled()))
    expect(sockets.filter((socket) => socket.count('invite') === 1)).toHaveLength(10)
  })
})
