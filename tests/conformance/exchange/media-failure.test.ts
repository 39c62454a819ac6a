import { describe, expect, test } from 'vitest'
import { connectedCall } from '../../support/exchange/call-fixtures.ts'
import { fakeSdp } from '../../support/exchange/fake-media.ts'

const reason =
  'The client could not be verified as the party of the call: it does not have the private key of its DTLS certificate.'

describe('a media leg that fails permanently', () => {
  test('ends its call after two seconds, logs the reason, and notifies the client', async () => {
    const { testbed, alice, sid, callsid } = await connectedCall()
    testbed.legs[0]?.emit({ type: 'failed', reason })
    await testbed.waitForEvent('media', { callSid: callsid, state: 'disconnected' })
    await testbed.clock.advance(2000)
    expect(testbed.log.filter((line) => line.includes('media-failed'))).toEqual([
      `warn media-failed ${JSON.stringify({ callSid: callsid, problem: reason })}`,
    ])
    expect(await alice.next('hangup')).toMatchObject({ callsid })
    await testbed.waitForEvent('ended', { callSid: sid })
  })

  test('is not logged as a failure when the client hangs up first', async () => {
    const { testbed, alice, callsid } = await connectedCall()
    testbed.legs[0]?.emit({ type: 'failed', reason: 'The client has closed the audio connection.' })
    alice.send('hangup', { callsid })
    await testbed.waitForEvent('ended', { callSid: callsid })
    await testbed.clock.advance(3000)
    expect(testbed.log.filter((line) => line.includes('media-failed'))).toEqual([])
    expect(await testbed.waitForEvent('ended', { callSid: callsid })).toMatchObject({ reason: 'completed' })
  })

  test('waits for another page to take over the call when the socket is closed too', async () => {
    const { testbed, alice, callsid, reconnect } = await connectedCall()
    testbed.legs[0]?.emit({ type: 'failed', reason: 'The client has closed the audio connection.' })
    alice.close()
    await testbed.waitForEvent('disconnected')
    await testbed.clock.advance(3000)
    const next = await testbed.registered('alice')
    next.send('invite', { callsid, sdp: fakeSdp('else', 'CC:DD'), reconnect, twilio: {} })
    expect(await next.next('answer')).toMatchObject({ callsid })
    await testbed.clock.advance(10_000)
    await next.settled()
    expect(next.count('hangup')).toBe(0)
  })
})
