import { describe, expect, test } from 'vitest'
import { ringingCall, connectedCall } from '../../support/exchange/call-fixtures.ts'
import { fakeSdp } from '../../support/exchange/fake-media.ts'
import { account, openTestbed, ownNumber } from '../../support/exchange/testbed.ts'

describe('an incoming call to a client', () => {
  test('has an invite with call, account, both parties, parameters and a reconnect token', async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    const parameters = { name: 'Ann & "Bo" <b>', empty: '' }
    testbed.exchange.calls.place({
      from: '+12025550111',
      to: 'client:alice',
      parameters,
      stirStatus: 'TN-Validation-Passed-A',
    })
    const invite = await alice.next('invite')
    const callsid = invite['callsid']
    expect(callsid).toMatch(/^CA[0-9a-f]{32}$/)
    expect(invite).toMatchObject({
      parameters: {
        CallSid: callsid,
        AccountSid: account.sid,
        From: '+12025550111',
        To: 'client:alice',
        StirStatus: 'TN-Validation-Passed-A',
        Params: 'name=Ann%20%26%20%22Bo%22%20%3Cb%3E&empty=',
      },
    })
    expect(invite['reconnect']).toSatisfy((token: string) => token.length > 20)
    expect(invite['sdp']).toContain('a=ice-ufrag')
  })

  test('is bridged by answer, without a further message to the client', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    alice.accept(callsid)
    await testbed.waitForEvent('bridged', { callSid: sid, childSid: callsid })
    await alice.settled()
    expect(testbed.exchange.calls.get(sid)).toMatchObject({ status: 'in-progress', from: '+12025550199' })
    expect(alice.count('cancel') + alice.count('hangup') + alice.count('answer')).toBe(0)
  })

  test('ends with hangup and without an error when the far end hangs up', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    testbed.exchange.calls.hangUp(sid)
    expect(await alice.next('hangup')).toEqual({ callsid })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'completed' })
  })

  test('ends for the caller too when the client hangs up', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    alice.send('hangup', { callsid })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'completed' })
    await alice.settled()
    expect(alice.count('hangup')).toBe(0)
    expect(testbed.legs.every((leg) => leg.state === 'closed')).toBe(true)
  })

  test('ends as busy when the client rejects it', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    alice.send('reject', { callsid })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'rejected' })
    expect(testbed.exchange.calls.get(sid).status).toBe('busy')
    await alice.settled()
    expect(alice.count('cancel')).toBe(0)
  })

  test('ends when the only socket hangs up while ringing, without a microphone', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    alice.send('hangup', { callsid, message: 'no microphone' })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'rejected' })
  })

  test('is canceled when the caller hangs up', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    testbed.exchange.calls.hangUp(sid)
    expect(await alice.next('cancel')).toEqual({ callsid })
    expect(await testbed.waitForEvent('ended', { callSid: callsid })).toMatchObject({ reason: 'canceled' })
  })

  test('is canceled after its timeout and ends as no-answer', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall(12)
    await testbed.clock.advance(11_999)
    await alice.settled()
    expect(alice.count('cancel')).toBe(0)
    await testbed.clock.advance(1)
    expect(await alice.next('cancel')).toEqual({ callsid })
    expect(testbed.exchange.calls.get(sid)).toMatchObject({ status: 'no-answer', reason: 'no-answer' })
  })

  test('ends as unavailable when the identity is not registered', async () => {
    const testbed = await openTestbed()
    const { sid } = testbed.exchange.calls.place({ to: 'client:unknown' })
    expect(await testbed.waitForEvent('ended', { callSid: sid })).toMatchObject({ reason: 'unavailable' })
    expect(testbed.exchange.calls.get(sid).status).toBe('no-answer')
  })

  test('is canceled when the caller hangs up while the answer arrives', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    alice.accept(callsid)
    testbed.exchange.calls.hangUp(sid)
    await alice.next('cancel')
    await alice.settled()
    expect(alice.count('cancel')).toBe(1)
    expect(testbed.legs.every((leg) => leg.state === 'closed')).toBe(true)
  })

  test('ends with an error when the answer is not SDP', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    alice.send('answer', { callsid, sdp: 'v=0' })
    expect(await alice.next('hangup')).toMatchObject({ callsid, error: { code: 31400 } })
    await testbed.waitForEvent('ended', { callSid: sid })
  })

  test('ignores messages after its end; an answer to an unknown call gets cancel', async () => {
    const { testbed, alice, sid, callsid } = await ringingCall()
    testbed.exchange.calls.hangUp(sid)
    await alice.next('cancel')
    alice.accept(callsid)
    alice.send('reject', { callsid })
    alice.send('hangup', { callsid })
    alice.send('dtmf', { callsid, dtmf: '1' })
    alice.send('reinvite', { callsid, sdp: fakeSdp('late') })
    await alice.settled()
    expect(alice.heard.entries.at(-2)?.type).toBe('cancel')
    alice.accept('CA00000000000000000000000000000000')
    expect(await alice.next('cancel', 1)).toEqual({ callsid: 'CA00000000000000000000000000000000' })
  })
})

describe('a call to a number', () => {
  test("requests the number's webhook, signed and with both parties, and calls its clients with their parameters", async () => {
    const testbed = await openTestbed()
    const alice = await testbed.registered('alice')
    testbed.web.answer(
      '/incoming',
      '<Response><Dial answerOnBridge="true"><Client><Identity>alice</Identity><Parameter name="topic" value="7 &amp; 8"/></Client></Dial></Response>',
    )
    const { sid } = testbed.exchange.calls.place({
      from: '+12025550111',
      to: ownNumber,
      callerName: 'Ann',
      stirStatus: 'B',
    })
    const invite = await alice.next('invite')
    expect(invite).toMatchObject({
      parameters: { From: '+12025550111', To: 'client:alice', StirStatus: 'B', Params: 'topic=7%20%26%208' },
    })
    expect(testbed.web.requests.entries).toMatchObject([
      {
        method: 'POST',
        path: '/incoming',
        parameters: {
          CallSid: sid,
          AccountSid: account.sid,
          ApiVersion: '2010-04-01',
          From: '+12025550111',
          Caller: '+12025550111',
          To: ownNumber,
          Called: ownNumber,
          CallerName: 'Ann',
          Direction: 'inbound',
          CallStatus: 'ringing',
        },
      },
    ])
    alice.accept(invite['callsid'])
    await testbed.waitForEvent('bridged', { callSid: sid })
  })

  test('is refused with a message when the number is not one of the exchange', async () => {
    const testbed = await openTestbed()
    expect(() => testbed.exchange.calls.place({ to: '+12025550177' })).toThrow('not one of this exchange')
  })
})
