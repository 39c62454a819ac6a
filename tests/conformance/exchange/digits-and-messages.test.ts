import { describe, expect, test } from 'vitest'
import { connectedCall } from '../../support/exchange/call-fixtures.ts'

describe('DTMF digits', () => {
  test('from signalling reach the far end, with half a second for w', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    alice.send('dtmf', { callsid, dtmf: '12w#' })
    await testbed.waitForEvent('digit', { digit: '2', by: 'signal' })
    expect(testbed.exchange.calls.get(sid)).toMatchObject({ digits: '12', digitsHeard: '12' })
    await testbed.clock.advance(500)
    expect(testbed.exchange.calls.get(sid)).toMatchObject({ digits: '12#', digitsHeard: '12#' })
  })

  test('from audio reach the far end', async () => {
    const { testbed, sid } = await connectedCall()
    testbed.legs[0]?.emit({ type: 'digit', digit: '7' })
    expect(await testbed.waitForEvent('digit')).toMatchObject({ digit: '7', by: 'audio' })
    expect(testbed.exchange.calls.get(sid).digitsHeard).toBe('7')
  })

  test('from the far end reach the client', async () => {
    const { testbed, sid } = await connectedCall()
    testbed.exchange.calls.sendDigits(sid, '0*')
    expect(testbed.legs[0]?.digits).toBe('0*')
  })
})

describe('a call message', () => {
  test('from the client is acknowledged with its SID', async () => {
    const { testbed, alice, callsid } = await connectedCall()
    const message = {
      callsid,
      content: { a: 1 },
      contenttype: 'application/json',
      messagetype: 'user-defined-message',
    }
    alice.send('message', { ...message, voiceeventsid: 'KX1' })
    expect(await alice.next('ack')).toEqual({ acktype: 'message', callsid, voiceeventsid: 'KX1' })
    expect(await testbed.waitForEvent('message')).toMatchObject({
      callSid: callsid,
      content: { a: 1 },
      direction: 'from-client',
    })
  })

  test('to the client has its content, type and a SID', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    const { voiceEventSid } = testbed.exchange.calls.message(sid, { content: { hello: true } })
    expect(await alice.next('message')).toEqual({
      callsid,
      content: { hello: true },
      contenttype: 'application/json',
      messagetype: 'user-defined-message',
      voiceeventsid: voiceEventSid,
    })
  })

  test.each([
    ['of an unknown type', { messagetype: 'other', content: 1 }, 31210],
    ['that is too large', { messagetype: 'user-defined-message', content: 'y'.repeat(10_001) }, 31212],
  ])('%s is refused with an error for that message', async (_name, message, code) => {
    const { alice, callsid } = await connectedCall()
    alice.send('message', { callsid, voiceeventsid: 'KX9', ...message })
    expect(await alice.next('error')).toMatchObject({ callsid, voiceeventsid: 'KX9', error: { code } })
    expect(alice.count('ack')).toBe(0)
  })
})
