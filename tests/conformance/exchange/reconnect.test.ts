import { describe, expect, test } from 'vitest'
import { ringingCall, connectedCall } from '../../support/exchange/call-fixtures.ts'
import { fakeSdp } from '../../support/exchange/fake-media.ts'
import type { TestClient } from '../../support/exchange/test-client.ts'
import type { Testbed } from '../../support/exchange/testbed.ts'

async function back(testbed: Testbed, identity = 'alice'): Promise<TestClient> {
  const client = await testbed.client()
  client.listen(testbed.token(identity))
  await client.next('connected')
  return client
}

describe('a socket that is lost during a call', () => {
  test('the same ICE ufrag resumes: answer without sdp, same media, and the call goes on', async () => {
    const { testbed, alice, sid, callsid, reconnect } = await connectedCall()
    alice.close()
    await testbed.waitForEvent('disconnected')
    const again = await back(testbed)
    again.send('invite', { callsid, sdp: fakeSdp('first'), reconnect, twilio: {} })
    expect(await again.next('answer')).toEqual({ callsid, reconnect })
    await testbed.waitForEvent('media', { callSid: callsid, state: 'resumed' })
    await testbed.advance(60_000)
    expect(testbed.exchange.calls.get(sid).status).toBe('in-progress')
    expect(testbed.legs).toHaveLength(1)
    testbed.exchange.calls.hangUp(sid)
    expect(await again.next('hangup')).toEqual({ callsid })
  })

  test('a new ufrag with the same fingerprint restarts ICE on the same media', async () => {
    const { testbed, alice, callsid, reconnect } = await connectedCall()
    alice.close()
    const again = await back(testbed)
    again.send('invite', { callsid, sdp: fakeSdp('second'), reconnect, twilio: {} })
    expect(await again.next('answer')).toMatchObject({ callsid, reconnect, sdp: fakeSdp('leg0', 'EX:CH') })
    expect(testbed.legs).toHaveLength(1)
  })

  test('another page (a new fingerprint) takes the call over with new media; the old page is told', async () => {
    const { testbed, alice, sid, callsid, reconnect } = await connectedCall()
    const other = await back(testbed)
    other.send('invite', { callsid, sdp: fakeSdp('else', 'CC:DD'), reconnect, twilio: {} })
    expect(await other.next('answer')).toMatchObject({ callsid, reconnect, sdp: fakeSdp('leg1', 'EX:CH') })
    expect(await alice.next('hangup')).toEqual({ callsid })
    expect(testbed.legs.map((leg) => leg.state)).toEqual(['closed', 'connected'])
    alice.close()
    await testbed.waitForEvent('disconnected')
    await testbed.advance(40_000)
    expect(testbed.exchange.calls.get(sid).status).toBe('in-progress')
  })

  test('nobody comes back in time: the call is over for the other side', async () => {
    const { testbed, alice, sid } = await connectedCall()
    alice.close()
    await testbed.waitForEvent('disconnected')
    await testbed.clock.advance(29_999)
    expect(testbed.exchange.calls.get(sid).status).toBe('in-progress')
    await testbed.clock.advance(1)
    await testbed.waitForEvent('ended', { callSid: sid })
  })

  test('a wrong token is refused with 31209, another identity has no such call', async () => {
    const { testbed, callsid, reconnect } = await connectedCall()
    const thief = await back(testbed)
    thief.send('invite', { callsid, sdp: fakeSdp('first'), reconnect: 'guess', twilio: {} })
    expect(await thief.next('hangup')).toMatchObject({ callsid, error: { code: 31209 } })
    const mallory = await back(testbed, 'mallory')
    mallory.send('invite', { callsid, sdp: fakeSdp('first'), reconnect, twilio: {} })
    expect(await mallory.next('hangup')).toMatchObject({ callsid, error: { code: 31404 } })
    mallory.send('hangup', { callsid })
    await mallory.settled()
    expect(testbed.exchange.calls.get(callsid).status).toBe('in-progress')
  })

  test('the far end hung up meanwhile: the client hears hangup when it comes back', async () => {
    const { testbed, alice, sid, callsid, reconnect } = await connectedCall()
    alice.close()
    await testbed.waitForEvent('disconnected')
    testbed.exchange.calls.hangUp(sid)
    const again = await back(testbed)
    again.send('invite', { callsid, sdp: fakeSdp('first'), reconnect, twilio: {} })
    expect(await again.next('hangup')).toEqual({ callsid })
  })

  test('words said offline (hangup, dtmf) count when they are flushed after listen', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    alice.close()
    const again = await testbed.client()
    again.listen(testbed.token('alice'))
    again.send('dtmf', { callsid, dtmf: '42' })
    again.send('hangup', { callsid })
    await testbed.waitForEvent('ended', { callSid: sid })
    expect(testbed.exchange.calls.get(sid).digits).toBe('42')
  })
})

describe('media', () => {
  test('a reinvite is an ICE restart: answer with sdp on the same leg', async () => {
    const { testbed, alice, callsid, reconnect } = await connectedCall()
    alice.send('reinvite', { callsid, sdp: fakeSdp('restart') })
    expect(await alice.next('answer')).toEqual({ callsid, reconnect, sdp: fakeSdp('leg0', 'EX:CH') })
    expect(testbed.legs[0]?.remoteUfrag).toBe('restart')
  })

  test('a call without media for too long is over, and its client hears why', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    testbed.legs[0]?.emit({ type: 'state', state: 'disconnected' })
    await testbed.advance(60_000)
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code: 31003 } })
    await testbed.waitForEvent('ended', { callSid: sid })
  })
})

describe('a socket that is lost while ringing', () => {
  test('the client is invited again once it registers again, with the same CallSid, and may accept', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    alice.close()
    await testbed.waitForEvent('disconnected')
    const again = await testbed.registered('alice')
    expect(await again.next('invite')).toMatchObject({ callsid })
    again.send('register', { media: { audio: true } })
    await again.settled()
    expect(again.count('invite')).toBe(1)
    again.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid })
  })

  test('an answer that was on its way counts on the new socket', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    alice.close()
    await testbed.waitForEvent('disconnected')
    const again = await back(testbed)
    again.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid })
    testbed.exchange.calls.hangUp(sid)
    await again.next('hangup')
  })

  test('another page accepts a ringing call with its connect token', async () => {
    const { testbed, alice, sid, callsid, reconnect } = await ringingCall()
    const other = await back(testbed)
    other.send('invite', { callsid, sdp: fakeSdp('other', 'CC:DD'), reconnect, twilio: {} })
    expect(await other.next('answer')).toMatchObject({ callsid, reconnect, sdp: fakeSdp('leg1', 'EX:CH') })
    await alice.next('cancel')
    await testbed.waitForEvent('bridged', { callSid: sid })
  })
})
