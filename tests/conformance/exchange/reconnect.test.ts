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

describe('a socket that closes during a call', () => {
  test('resumes the call with the same media when the ICE ufrag is the same', async () => {
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

  test('restarts ICE on the same media when the ufrag is new and the fingerprint is the same', async () => {
    const { testbed, alice, callsid, reconnect } = await connectedCall()
    alice.close()
    const again = await back(testbed)
    again.send('invite', { callsid, sdp: fakeSdp('second'), reconnect, twilio: {} })
    expect(await again.next('answer')).toMatchObject({ callsid, reconnect, sdp: fakeSdp('leg0', 'EX:CH') })
    expect(testbed.legs).toHaveLength(1)
  })

  test('lets another page, with a new fingerprint, take the call over, and ends it in the old page', async () => {
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

  test('ends the call of the other party when the client does not return in time', async () => {
    const { testbed, alice, sid } = await connectedCall()
    alice.close()
    await testbed.waitForEvent('disconnected')
    await testbed.clock.advance(29_999)
    expect(testbed.exchange.calls.get(sid).status).toBe('in-progress')
    await testbed.clock.advance(1)
    await testbed.waitForEvent('ended', { callSid: sid })
  })

  test('refuses a wrong reconnect token with 31209, and another identity with 31404', async () => {
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

  test('sends hangup to the returning client when the far end has hung up', async () => {
    const { testbed, alice, sid, callsid, reconnect } = await connectedCall()
    alice.close()
    await testbed.waitForEvent('disconnected')
    testbed.exchange.calls.hangUp(sid)
    const again = await back(testbed)
    again.send('invite', { callsid, sdp: fakeSdp('first'), reconnect, twilio: {} })
    expect(await again.next('hangup')).toEqual({ callsid })
  })

  test('accepts hangup and dtmf that the client sends after it has reconnected', async () => {
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

describe('the media of a call', () => {
  test('is restarted by a reinvite, which gets an answer with SDP on the same leg', async () => {
    const { testbed, alice, callsid, reconnect } = await connectedCall()
    alice.send('reinvite', { callsid, sdp: fakeSdp('restart') })
    expect(await alice.next('answer')).toEqual({ callsid, reconnect, sdp: fakeSdp('leg0', 'EX:CH') })
    expect(testbed.legs[0]?.remoteUfrag).toBe('restart')
  })

  test('ends the call when it is missing for too long, with a reason for the client', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    testbed.legs[0]?.emit({ type: 'state', state: 'disconnected' })
    await testbed.advance(60_000)
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code: 31003 } })
    await testbed.waitForEvent('ended', { callSid: sid })
  })
})

describe('a socket that closes while the client rings', () => {
  test('leads to a new invite with the same CallSid after the next registration, and the client can accept', async () => {
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

  test('does not lose an answer: it is accepted on the new socket', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    alice.close()
    await testbed.waitForEvent('disconnected')
    const again = await back(testbed)
    again.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid })
    testbed.exchange.calls.hangUp(sid)
    await again.next('hangup')
  })

  test('lets another page accept the ringing call with its connect token', async () => {
    const { testbed, alice, sid, callsid, reconnect } = await ringingCall()
    const other = await back(testbed)
    other.send('invite', { callsid, sdp: fakeSdp('other', 'CC:DD'), reconnect, twilio: {} })
    expect(await other.next('answer')).toMatchObject({ callsid, reconnect, sdp: fakeSdp('leg1', 'EX:CH') })
    await alice.next('cancel')
    await testbed.waitForEvent('bridged', { callSid: sid })
  })
})
