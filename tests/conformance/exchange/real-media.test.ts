import { describe, expect, onTestFinished, test } from 'vitest'
import { createAudio } from '../../../exchange/audio.ts'
import { systemClock } from '../../../exchange/clock.ts'
import { createWeriftLeg } from '../../../exchange/media/werift-leg.ts'
import { openTown, type Town } from '../../support/exchange/town.ts'
import { createTestPeer, type TestPeer } from '../../support/media/werift-peer.ts'

/** Enough frames to fill a meter. */
const FRAMES = 30

async function openRealTown(): Promise<{
  town: Town
  peer: TestPeer
  audio: ReturnType<typeof createAudio>
}> {
  const audio = createAudio(() => undefined)
  const town = await openTown({}, { clock: systemClock, createLeg: createWeriftLeg, audio })
  const peer = createTestPeer()
  onTestFinished(() => peer.close())
  return { town, peer, audio }
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
  // The first word is ours: an echo has nothing to say of its own.
  peer.send(tone.next() ?? new Uint8Array(160))
  while (heard < FRAMES) {
    await peer.hears(() => peer.received.length > heard)
    for (const packet of peer.received.slice(heard)) {
      heard += 1
      meter.push(packet.payload)
      peer.send(tone.next() ?? new Uint8Array(160))
    }
  }
  return meter.read().hz
}

describe('real audio, end to end', () => {
  test("a client that is called hears the caller's tone, and the caller hears the client's", async () => {
    const { town, peer, audio } = await openRealTown()
    const alice = await town.registered('alice')
    const { sid } = town.exchange.calls.place({ to: 'client:alice', party: { tone: 440 } })
    const { callsid, sdp } = await alice.next('invite')
    alice.send('answer', { callsid, sdp: await peer.answer(String(sdp)) })
    await peer.connected()
    await town.happens('media', { state: 'connected' })
    expect(await converse(peer, audio, 1000)).toBeCloseTo(440, -1)
    const { audio: measured } = town.exchange.calls.get(sid)
    expect(measured?.heardHz).toBeCloseTo(1000, -1)
    expect(measured?.sentHz).toBeCloseTo(440, -1)
    expect(measured?.heardDbfs).toBeGreaterThan(-20)
  })

  test('a client that calls the echo hears itself', async () => {
    const { town, peer, audio } = await openRealTown()
    town.web.answer('/outgoing', '<Response><Dial><Number>+12025550101</Number></Dial></Response>')
    const alice = await town.registered('alice')
    const offer = await peer.offer()
    alice.send('invite', { callsid: 'TJS1', sdp: offer, twilio: { params: '' } })
    const { sdp, callsid } = await alice.next('answer')
    await peer.accept(String(sdp))
    await peer.connected()
    await town.happens('bridged', { callSid: callsid })
    peer.received.length = 0
    expect(await converse(peer, audio, 700)).toBeCloseTo(700, -1)
  })

  test('audio goes on both ways after a reinvite', async () => {
    const { town, peer, audio } = await openRealTown()
    const alice = await town.registered('alice')
    town.web.answer('/outgoing', '<Response><Dial><Number>+12025550102</Number></Dial></Response>')
    alice.send('invite', { callsid: 'TJS1', sdp: await peer.offer() })
    const { sdp, callsid } = await alice.next('answer')
    await peer.accept(String(sdp))
    await peer.connected()
    await town.happens('bridged', { callSid: callsid })
    alice.send('reinvite', { callsid, sdp: await peer.offer({ iceRestart: true }) })
    await peer.accept(String((await alice.next('answer', 1))['sdp']))
    peer.received.length = 0
    expect(await converse(peer, audio, 900)).toBeCloseTo(440, -1)
    expect(town.exchange.calls.get(String(callsid)).audio?.heardHz).toBeCloseTo(900, -1)
  })
})
