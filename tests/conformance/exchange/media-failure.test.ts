import { describe, expect, test } from 'vitest'
import { talking } from '../../support/exchange/called.ts'
import { fakeSdp } from '../../support/exchange/fake-media.ts'

const reason =
  'The client could not be verified as the party of the call: it does not have the private key of its DTLS certificate.'

describe('a media leg that fails permanently', () => {
  test('ends its call after a moment, logs the reason, and notifies the client', async () => {
    const { town, alice, sid, callsid } = await talking()
    town.legs[0]?.emit({ type: 'failed', reason })
    await town.happens('media', { callSid: callsid, state: 'disconnected' })
    await town.clock.advance(2000)
    expect(town.log.filter((line) => line.includes('media-failed'))).toEqual([
      `warn media-failed ${JSON.stringify({ callSid: callsid, problem: reason })}`,
    ])
    expect(await alice.next('hangup')).toMatchObject({ callsid })
    await town.happens('ended', { callSid: sid })
  })

  test('is not logged as a failure when the client hangs up first', async () => {
    const { town, alice, callsid } = await talking()
    town.legs[0]?.emit({ type: 'failed', reason: 'The client has closed the audio connection.' })
    alice.send('hangup', { callsid })
    await town.happens('ended', { callSid: callsid })
    await town.clock.advance(3000)
    expect(town.log.filter((line) => line.includes('media-failed'))).toEqual([])
    expect(await town.happens('ended', { callSid: callsid })).toMatchObject({ reason: 'completed' })
  })

  test('waits for another page to take over the call when the socket is closed too', async () => {
    const { town, alice, callsid, reconnect } = await talking()
    town.legs[0]?.emit({ type: 'failed', reason: 'The client has closed the audio connection.' })
    alice.close()
    await town.happens('disconnected')
    await town.clock.advance(3000)
    const next = await town.registered('alice')
    next.send('invite', { callsid, sdp: fakeSdp('else', 'CC:DD'), reconnect, twilio: {} })
    expect(await next.next('answer')).toMatchObject({ callsid })
    await town.clock.advance(10_000)
    await next.settled()
    expect(next.count('hangup')).toBe(0)
  })
})
