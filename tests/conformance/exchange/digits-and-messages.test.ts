import { describe, expect, test } from 'vitest'
import { talking } from '../../support/exchange/called.ts'

describe('digits', () => {
  test('signalled ones reach the far end; w waits half a second', async () => {
    const { town, alice, sid, callsid } = await talking()
    alice.send('dtmf', { callsid, dtmf: '12w#' })
    await town.happens('digit', { digit: '2', by: 'signal' })
    expect(town.exchange.calls.get(sid)).toMatchObject({ digits: '12', digitsHeard: '12' })
    await town.clock.advance(500)
    expect(town.exchange.calls.get(sid)).toMatchObject({ digits: '12#', digitsHeard: '12#' })
  })

  test('those in the audio reach the far end too', async () => {
    const { town, sid } = await talking()
    town.legs[0]?.emit({ type: 'digit', digit: '7' })
    expect(await town.happens('digit')).toMatchObject({ digit: '7', by: 'audio' })
    expect(town.exchange.calls.get(sid).digitsHeard).toBe('7')
  })

  test('the far end presses some: the client hears them', async () => {
    const { town, sid } = await talking()
    town.exchange.calls.press(sid, '0*')
    expect(town.legs[0]?.digits).toBe('0*')
  })
})

describe('call messages', () => {
  test('one from the client is acknowledged by its own SID', async () => {
    const { town, alice, callsid } = await talking()
    const message = {
      callsid,
      content: { a: 1 },
      contenttype: 'application/json',
      messagetype: 'user-defined-message',
    }
    alice.send('message', { ...message, voiceeventsid: 'KX1' })
    expect(await alice.next('ack')).toEqual({ acktype: 'message', callsid, voiceeventsid: 'KX1' })
    expect(await town.happens('message')).toMatchObject({
      callSid: callsid,
      content: { a: 1 },
      direction: 'from-client',
    })
  })

  test('one to the client carries its content, type and a SID', async () => {
    const { town, alice, sid, callsid } = await talking()
    const { voiceEventSid } = town.exchange.calls.message(sid, { content: { hello: true } })
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
    const { alice, callsid } = await talking()
    alice.send('message', { callsid, voiceeventsid: 'KX9', ...message })
    expect(await alice.next('error')).toMatchObject({ callsid, voiceeventsid: 'KX9', error: { code } })
    expect(alice.count('ack')).toBe(0)
  })
})
