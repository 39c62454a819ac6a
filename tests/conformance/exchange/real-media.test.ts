import { describe, expect, onTestFinished, test } from 'vitest'
import { createAudio } from '../../../exchange/media/audio.ts'
import { systemClock } from '../../../exchange/lib/clock.ts'
import { createWeriftLeg } from '../../../exchange/media/legs/werift-leg.ts'
import { openTestbed, type Testbed } from '../../support/exchange/testbed.ts'
import { createTestPeer, type TestPeer } from '../../support/media/werift-peer.ts'

/** Enough frames to fill a meter. */
const FRAMES = 30

async function openRealTestbed(): Promise<{
  testbed: Testbed
  peer: TestPeer
  audio: ReturnType<typeof createAudio>
}> {
  const audio = createAudio(() => undefined)
  const testbed = await openTestbed({}, { clock: systemClock, createLeg: createWeriftLeg, audio })
  const peer = createTestPeer()
  onTestFinished(() => peer.close())
  return { testbed, peer, audio }
}

/** Says a tone, a frame for each that is heard, and answers the pitch of what was heard. */
async function converse(
  peer: TestPeer,
  audio: ReturnType<typeof createAudio>,
  sayHz: number,
): Promise<number | null> {
  const tone = audio.tone(sayHz)
  const meter = audio.meter()
  let heard = 0
  // The client sends first, because an echo sends nothing itself.
  peer.send(tone.next() ?? new Uint8Array(160))
  while (heard < FRAMES) {
    await peer.waitForPacket(() => peer.received.length > heard)
    for (const packet of peer.received.slice(heard)) {
      heard += 1
      meter.push(packet.payload)
      peer.send(tone.next() ?? new Uint8Array(160))
    }
  }
  return meter.read().hz
}

describe('a client whose SDP exceeds the limits', () => {
  test.each([
    [
      '10,400 payload types',
      `m=audio 9 UDP/TLS/RTP/SAVPF${' 96'.repeat(10_400)}`,
      'a line of more than 2048 characters',
    ],
    ['600 payload types', `m=audio 9 UDP/TLS/RTP/SAVPF${' 96'.repeat(600)}`, 'more than 40 payload types'],
    ['16,000 lines', `m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n${'a\r\n'.repeat(16_000)}`, 'more than 300 lines'],
  ])('gets an error at once when it calls, for %s', async (_, media, words) => {
    const { testbed } = await openRealTestbed()
    const alice = await testbed.registered('alice')
    alice.send('invite', {
      callsid: 'TJS1',
      sdp: `v=0\r\n${media}\r\n`,
      twilio: { params: 'numberToDial=bob' },
    })
    const hangup = await alice.next('hangup')
    expect(hangup).toMatchObject({ error: { code: 31400 } })
    expect(JSON.stringify(hangup)).toContain(words)
  })

  test('gets an error at once when it answers, and the call ends', async () => {
    const { testbed } = await openRealTestbed()
    const alice = await testbed.registered('alice')
    const { sid } = testbed.exchange.calls.place({ to: 'client:alice' })
    const { callsid } = await alice.next('invite')
    alice.send('answer', {
      callsid,
      sdp: `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n${'a\r\n'.repeat(16_000)}`,
    })
    const hangup = await alice.next('hangup')
    expect(hangup).toMatchObject({ callsid, error: { code: 31400 } })
    expect(JSON.stringify(hangup)).toContain('more than 300 lines')
    await testbed.waitForEvent('ended', { callSid: sid })
  })
})

describe('real audio', () => {
  test('passes in both directions between a caller and a called client', async () => {
    const { testbed, peer, audio } = await openRealTestbed()
    const alice = await testbed.registered('alice')
    const { sid } = testbed.exchange.calls.place({ to: 'client:alice', party: { tone: 440 } })
    const { callsid, sdp } = await alice.next('invite')
    alice.send('answer', { callsid, sdp: await peer.answer(String(sdp)) })
    await peer.connected()
    await testbed.waitForEvent('media', { state: 'connected' })
    expect(await converse(peer, audio, 1000)).toBeCloseTo(440, -1)
    const { audio: measured } = testbed.exchange.calls.get(sid)
    expect(measured?.heardHz).toBeCloseTo(1000, -1)
    expect(measured?.sentHz).toBeCloseTo(440, -1)
    expect(measured?.heardDbfs).toBeGreaterThan(-20)
  })

  test('returns to a client that calls the echo', async () => {
    const { testbed, peer, audio } = await openRealTestbed()
    testbed.web.answer('/outgoing', '<Response><Dial><Number>+12025550101</Number></Dial></Response>')
    const alice = await testbed.registered('alice')
    const offer = await peer.offer()
    alice.send('invite', { callsid: 'TJS1', sdp: offer, twilio: { params: '' } })
    const { sdp, callsid } = await alice.next('answer')
    await peer.accept(String(sdp))
    await peer.connected()
    await testbed.waitForEvent('bridged', { callSid: callsid })
    peer.received.length = 0
    expect(await converse(peer, audio, 700)).toBeCloseTo(700, -1)
  })

  test('continues in both directions after a reinvite', async () => {
    const { testbed, peer, audio } = await openRealTestbed()
    const alice = await testbed.registered('alice')
    testbed.web.answer('/outgoing', '<Response><Dial><Number>+12025550102</Number></Dial></Response>')
    alice.send('invite', { callsid: 'TJS1', sdp: await peer.offer() })
    const { sdp, callsid } = await alice.next('answer')
    await peer.accept(String(sdp))
    await peer.connected()
    await testbed.waitForEvent('bridged', { callSid: callsid })
    alice.send('reinvite', { callsid, sdp: await peer.offer({ iceRestart: true }) })
    await peer.accept(String((await alice.next('answer', 1))['sdp']))
    peer.received.length = 0
    expect(await converse(peer, audio, 900)).toBeCloseTo(440, -1)
    expect(testbed.exchange.calls.get(String(callsid)).audio?.heardHz).toBeCloseTo(900, -1)
  })
})
