import { describe, expect, test } from 'vitest'
import { fakeSdp } from '../../support/exchange/fake-media.ts'
import { openTown, ownNumber, type Town } from '../../support/exchange/town.ts'
import type { TestClient } from '../../support/exchange/test-client.ts'

const names = Array.from({ length: 11 }, (_, at) => `agent${at}`)

async function ringTen(
  town: Town,
  also = '',
): Promise<{ sid: string; agents: TestClient[]; callsids: unknown[] }> {
  const agents = await Promise.all(names.slice(0, 10).map((name) => town.registered(name)))
  const clients = names
    .slice(0, 10)
    .map((name) => `<Client>${name}</Client>`)
    .join('')
  town.web.answer('/incoming', `<Response><Dial answerOnBridge="true">${clients}${also}</Dial></Response>`)
  const { sid } = town.exchange.calls.place({ to: ownNumber })
  const invites = await Promise.all(agents.map((agent) => agent.next('invite')))
  return { sid, agents, callsids: invites.map(({ callsid }) => callsid) }
}

describe('ten identities ring at once', () => {
  test('each has a CallSid of its own; the first to accept wins, the other nine hear cancel', async () => {
    const town = await openTown()
    const { sid, agents, callsids } = await ringTen(town)
    expect(new Set(callsids).size).toBe(10)
    agents[4]?.accept(callsids[4])
    await town.happens('bridged', { callSid: sid, childSid: callsids[4] })
    for (const [at, agent] of agents.entries()) {
      if (at !== 4) expect(await agent.next('cancel')).toEqual({ callsid: callsids[at] })
      await agent.settled()
      expect(agent.count('cancel')).toBe(at === 4 ? 0 : 1)
    }
    expect(town.legs.filter((leg) => leg.state !== 'closed')).toHaveLength(1)
  })

  test('all accept at the same moment: exactly one has the call', async () => {
    const town = await openTown()
    const { sid, agents, callsids } = await ringTen(town)
    for (const [at, agent] of agents.entries()) agent.accept(callsids[at])
    await town.happens('bridged', { callSid: sid })
    for (const agent of agents) await agent.settled()
    expect(agents.filter((agent) => agent.count('cancel') === 1)).toHaveLength(9)
    expect(town.exchange.calls.get(sid).legs.filter(({ status }) => status === 'in-progress')).toHaveLength(2)
  })

  test('one rejects and the others ring on; the last no ends the call as busy', async () => {
    const town = await openTown()
    const { sid, agents, callsids } = await ringTen(town)
    for (const [at, agent] of agents.slice(0, 9).entries()) agent.send('reject', { callsid: callsids[at] })
    await Promise.all(agents.map((agent) => agent.settled()))
    expect(agents[9]?.count('cancel')).toBe(0)
    agents[9]?.send('reject', { callsid: callsids[9] })
    expect(await town.happens('ended', { callSid: sid })).toMatchObject({ reason: 'all-rejected' })
    expect(town.exchange.calls.get(sid).status).toBe('busy')
  })

  test('an eleventh is named in the log and left out', async () => {
    const town = await openTown()
    const eleventh = await town.registered('agent10')
    await ringTen(town, '<Client>agent10</Client>')
    expect(await town.happens('verb-skipped')).toMatchObject({
      verb: 'Dial Client',
      why: 'only 10 are rung at once',
    })
    await eleventh.settled()
    expect(eleventh.count('invite')).toBe(0)
  })
})

describe('one identity on several sockets', () => {
  async function three(town: Town): Promise<{ sid: string; callsid: unknown; sockets: TestClient[] }> {
    const sockets = [
      await town.registered('alice'),
      await town.registered('alice'),
      await town.registered('alice'),
    ]
    const { sid } = town.exchange.calls.place({ to: 'client:alice' })
    const invites = await Promise.all(sockets.map((socket) => socket.next('invite')))
    expect(new Set(invites.map(({ callsid }) => callsid)).size).toBe(1)
    expect(new Set(invites.map(({ sdp }) => sdp)).size).toBe(3)
    expect(new Set(invites.map(({ reconnect }) => reconnect)).size).toBe(3)
    return { sid, callsid: invites[0]?.['callsid'], sockets }
  }

  test('all ring with one CallSid; one accepts, the others hear cancel', async () => {
    const town = await openTown()
    const { sid, callsid, sockets } = await three(town)
    sockets[1]?.accept(callsid)
    await town.happens('bridged', { callSid: sid })
    await Promise.all([sockets[0]?.next('cancel'), sockets[2]?.next('cancel')])
    await sockets[1]?.settled()
    expect(sockets[1]?.count('cancel')).toBe(0)
  })

  test('one rejects: the others hear cancel, as at Twilio', async () => {
    const town = await openTown()
    const { sid, callsid, sockets } = await three(town)
    sockets[0]?.send('reject', { callsid })
    await Promise.all([sockets[1]?.next('cancel'), sockets[2]?.next('cancel')])
    expect(await town.happens('ended', { callSid: sid })).toMatchObject({ reason: 'rejected' })
    await sockets[0]?.settled()
    expect(sockets[0]?.count('cancel')).toBe(0)
  })

  test('one has no microphone: it is out, the others ring on', async () => {
    const town = await openTown()
    const { sid, callsid, sockets } = await three(town)
    sockets[0]?.send('hangup', { callsid })
    await sockets[0]?.settled()
    expect(sockets[1]?.count('cancel')).toBe(0)
    // A registration is repeated again and again: that does not bring it back in.
    sockets[0]?.send('register', { media: { audio: true } })
    await sockets[0]?.next('ready', 1)
    await sockets[0]?.settled()
    expect(sockets[0]?.count('invite')).toBe(1)
    sockets[2]?.accept(callsid)
    await town.happens('bridged', { callSid: sid })
    await sockets[1]?.next('cancel')
    expect(sockets[0]?.count('cancel')).toBe(0)
  })

  test('two accept at the same moment: one has the call, the other hears cancel once', async () => {
    const town = await openTown()
    const { sid, callsid, sockets } = await three(town)
    sockets[0]?.accept(callsid)
    sockets[1]?.accept(callsid)
    await town.happens('bridged', { callSid: sid })
    for (const socket of sockets) await socket.settled()
    expect(sockets.map((socket) => socket.count('cancel')).filter((count) => count === 1)).toHaveLength(2)
    expect(sockets.map((socket) => socket.count('cancel'))).toContain(0)
  })

  test('two accept, and the one that lost hangs up before it knows: the other talks on', async () => {
    const town = await openTown()
    const { sid, callsid, sockets } = await three(town)
    sockets[0]?.accept(callsid)
    await town.happens('bridged', { callSid: sid })
    sockets[1]?.accept(callsid)
    sockets[1]?.send('hangup', { callsid })
    sockets[1]?.send('reinvite', { callsid, sdp: fakeSdp('stranger') })
    await sockets[1]?.settled()
    expect(town.exchange.calls.get(sid).status).toBe('in-progress')
    expect(sockets[1]?.count('answer')).toBe(0)
    sockets[0]?.send('hangup', { callsid })
    expect(await town.happens('ended', { callSid: sid })).toMatchObject({ reason: 'completed' })
  })

  test('at most ten sockets ring', async () => {
    const town = await openTown()
    const sockets = await Promise.all(names.map(() => town.registered('alice')))
    town.exchange.calls.place({ to: 'client:alice' })
    await town.happens('invited', { identity: 'alice' }, 9)
    await Promise.all(sockets.map((socket) => socket.settled()))
    expect(sockets.filter((socket) => socket.count('invite') === 1)).toHaveLength(10)
  })
})
