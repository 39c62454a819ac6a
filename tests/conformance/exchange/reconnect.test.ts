import { describe, expect, test } from 'vitest'
import { ringing, talking } from '../../support/exchange/called.ts'
import { fakeSdp } from '../../support/exchange/fake-media.ts'
import type { TestClient } from '../../support/exchange/test-client.ts'
import type { Town } from '../../support/exchange/town.ts'

async function back(town: Town, identity = 'alice'): Promise<TestClient> {
  const client = await town.client()
  client.listen(town.token(identity))
  await client.next('connected')
  return client
}

describe('a socket that is lost during a call', () => {
  test('the same ICE ufrag resumes: answer without sdp, same media, and the call goes on', async () => {
    const { town, alice, sid, callsid, reconnect } = await talking()
    alice.close()
    await town.happens('disconnected')
    const again = await back(town)
    again.send('invite', { callsid, sdp: fakeSdp('first'), reconnect, twilio: {} })
    expect(await again.next('answer')).toEqual({ callsid, reconnect })
    await town.happens('media', { callSid: callsid, state: 'resumed' })
    await town.pass(60_000)
    expect(town.exchange.calls.get(sid).status).toBe('in-progress')
    expect(town.legs).toHaveLength(1)
    town.exchange.calls.hangUp(sid)
    expect(await again.next('hangup')).toEqual({ callsid })
  })

  test('a new ufrag with the same fingerprint restarts ICE on the same media', async () => {
    const { town, alice, callsid, reconnect } = await talking()
    alice.close()
    const again = await back(town)
    again.send('invite', { callsid, sdp: fakeSdp('second'), reconnect, twilio: {} })
    expect(await again.next('answer')).toMatchObject({ callsid, reconnect, sdp: fakeSdp('leg0', 'EX:CH') })
    expect(town.legs).toHaveLength(1)
  })

  test('another page (a new fingerprint) takes the call over with new media; the old page is told', async () => {
    const { town, alice, sid, callsid, reconnect } = await talking()
    const other = await back(town)
    other.send('invite', { callsid, sdp: fakeSdp('else', 'CC:DD'), reconnect, twilio: {} })
    expect(await other.next('answer')).toMatchObject({ callsid, reconnect, sdp: fakeSdp('leg1', 'EX:CH') })
    expect(await alice.next('hangup')).toEqual({ callsid })
    expect(town.legs.map((leg) => leg.state)).toEqual(['closed', 'connected'])
    alice.close()
    await town.happens('disconnected')
    await town.pass(40_000)
    expect(town.exchange.calls.get(sid).status).toBe('in-progress')
  })

  test('nobody comes back in time: the call is over for the other side', async () => {
    const { town, alice, sid } = await talking()
    alice.close()
    await town.happens('disconnected')
    await town.clock.advance(29_999)
    expect(town.exchange.calls.get(sid).status).toBe('in-progress')
    await town.clock.advance(1)
    await town.happens('ended', { callSid: sid })
  })

  test('a wrong token is refused with 31209, another identity has no such call', async () => {
    const { town, callsid, reconnect } = await talking()
    const thief = await back(town)
    thief.send('invite', { callsid, sdp: fakeSdp('first'), reconnect: 'guess', twilio: {} })
    expect(await thief.next('hangup')).toMatchObject({ callsid, error: { code: 31209 } })
    const mallory = await back(town, 'mallory')
    mallory.send('invite', { callsid, sdp: fakeSdp('first'), reconnect, twilio: {} })
    expect(await mallory.next('hangup')).toMatchObject({ callsid, error: { code: 31404 } })
    mallory.send('hangup', { callsid })
    await mallory.settled()
    expect(town.exchange.calls.get(callsid).status).toBe('in-progress')
  })

  test('the far end hung up meanwhile: the client hears hangup when it comes back', async () => {
    const { town, alice, sid, callsid, reconnect } = await talking()
    alice.close()
    await town.happens('disconnected')
    town.exchange.calls.hangUp(sid)
    const again = await back(town)
    again.send('invite', { callsid, sdp: fakeSdp('first'), reconnect, twilio: {} })
    expect(await again.next('hangup')).toEqual({ callsid })
  })

  test('words said offline (hangup, dtmf) count when they are flushed after listen', async () => {
    const { town, alice, sid, callsid } = await talking()
    alice.close()
    const again = await town.client()
    again.listen(town.token('alice'))
    again.send('dtmf', { callsid, dtmf: '42' })
    again.send('hangup', { callsid })
    await town.happens('ended', { callSid: sid })
    expect(town.exchange.calls.get(sid).digits).toBe('42')
  })
})

describe('media', () => {
  test('a reinvite is an ICE restart: answer with sdp on the same leg', async () => {
    const { town, alice, callsid, reconnect } = await talking()
    alice.send('reinvite', { callsid, sdp: fakeSdp('restart') })
    expect(await alice.next('answer')).toEqual({ callsid, reconnect, sdp: fakeSdp('leg0', 'EX:CH') })
    expect(town.legs[0]?.remoteUfrag).toBe('restart')
  })

  test('a call without media for too long is over, and its client hears why', async () => {
    const { town, alice, sid, callsid } = await talking()
    town.legs[0]?.emit({ type: 'state', state: 'disconnected' })
    await town.pass(60_000)
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code: 31003 } })
    await town.happens('ended', { callSid: sid })
  })
})

describe('a socket that is lost while ringing', () => {
  test('the client is invited again once it registers again, with the same CallSid, and may accept', async () => {
    const { town, alice, sid, callsid } = await ringing()
    alice.close()
    await town.happens('disconnected')
    const again = await town.registered('alice')
    expect(await again.next('invite')).toMatchObject({ callsid })
    again.send('register', { media: { audio: true } })
    await again.settled()
    expect(again.count('invite')).toBe(1)
    again.accept(callsid)
    await town.happens('bridged', { callSid: sid })
  })

  test('an answer that was on its way counts on the new socket', async () => {
    const { town, alice, sid, callsid } = await ringing()
    alice.close()
    await town.happens('disconnected')
    const again = await back(town)
    again.accept(callsid)
    await town.happens('bridged', { callSid: sid })
    town.exchange.calls.hangUp(sid)
    await again.next('hangup')
  })

  test('another page accepts a ringing call with its connect token', async () => {
    const { town, alice, sid, callsid, reconnect } = await ringing()
    const other = await back(town)
    other.send('invite', { callsid, sdp: fakeSdp('other', 'CC:DD'), reconnect, twilio: {} })
    expect(await other.next('answer')).toMatchObject({ callsid, reconnect, sdp: fakeSdp('leg1', 'EX:CH') })
    await alice.next('cancel')
    await town.happens('bridged', { callSid: sid })
  })
})
