import { describe, expect, test } from 'vitest'
import { connectedCall } from '../../support/exchange/call-fixtures.ts'

describe('digits', () => {
  test('signalled ones reach the far end; w waits half a second', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    alice.send('dtmf', { callsid, dtmf: '12w#' })
    await testbed.waitForEvent('digit', { digit: '2', by: 'signal' })
    expect(testbed.exchange.calls.get(sid)).toMatchObject({ digits: '12', digitsHeard: '12' })
    await testbed.clock.advance(500)
    expect(testbed.exchange.calls.get(sid)).toMatchObject({ digits: '12#', digitsHeard: '12#' })
  })

  test('those in the audio reach the far end too', async () => {
    const { testbed, sid } = await connectedCall()
    testbed.legs[0]?.emit({ type: 'digit', digit: '7' })
    expect(await testbed.waitForEvent('digit')).toMatchObject({ digit: '7', by: 'audio' })
    expect(testbed.exchange.calls.get(sid).digitsHeard).toBe('7')
  })

  test('the far end presses some: the client hears them', async () => {
    const { testbed, sid } = await connectedCall()
    testbed.exchange.calls.sendDigits(sid, '0*')
    expect(testbed.legs[0]?.digits).toBe('0*')
  })
})

describe('call messages', () => {
  test('one from the client is acknowledged by its own SID', async () => {
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

  test('one to the client carries its content, type and a SID', async () => {
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
    ['of a type there is not', { messagetype: 'other', content: 1 }, 31210],
    ['too large', { messagetype: 'user-defined-message', content: 'y'.repeat(10_001) }, 31212],
  ])('one %s is refused, and the error names it', async (_name, message, code) => {
    const { alice, callsid } = await connectedCall()
    alice.send('message', { callsid, voiceeventsid: 'KX9', ...message })
    expect(await alice.next('error')).toMatchObject({ callsid, voiceeventsid: 'KX9', error: { code } })
    expect(alice.count('ack')).toBe(0)
  })
})
