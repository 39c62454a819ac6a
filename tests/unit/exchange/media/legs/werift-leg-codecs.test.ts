import { afterEach, describe, expect, it } from 'vitest'
import { relay } from '../../../../support/media/relay.ts'
import { createOpus } from '../../../../../exchange/media/codecs/opus.ts'
import { tone } from '../../../../../exchange/media/sounds/sources.ts'
import type { Frame } from '../../../../../exchange/media/types.ts'
import { connect, createTestCall, invite, type TestCall } from '../../../../support/media/call.ts'
import { framesOf, heard } from '../../../../support/media/listen.ts'
import type { PeerCodec } from '../../../../support/media/werift-peer.ts'

const calls: TestCall[] = []
const newCall = (...wishes: PeerCodec[]): TestCall => {
  const call = createTestCall(true, wishes)
  calls.push(call)
  return call
}
afterEach(async () => {
  await Promise.all(calls.splice(0).map((call) => call.end()))
})

const AGREED = { name: 'opus', payloadType: 111, clockRate: 48_000, maxAverageBitrate: undefined } as const
const FRAMES = 50

/** The client's own codec, as a browser has one: what is said in Opus, and what Opus says. */
async function browser() {
  const codec = createOpus(AGREED, () => undefined)
  await codec.loaded
  return {
    packets: (frames: readonly Frame[]) => frames.map((frame) => Buffer.from(codec.encode(frame) ?? '')),
    frames: (packets: readonly Uint8Array[]): Frame[] => {
      const frames: Frame[] = []
      for (const packet of packets) codec.decode(packet, (frame) => frames.push(frame.slice()))
      return frames
    },
  }
}
const say = (call: TestCall, packets: readonly Uint8Array[]): void => {
  for (const packet of packets) call.peer.send(packet, { payloadType: 111, timestampStep: 960 })
}
const framesAt = (call: TestCall): Frame[] =>
  call.events.flatMap((event) => (event.type === 'frame' ? [event.frame] : []))
/** The payloads of one type that the client got, once there are so many. */
async function payloadsAt(call: TestCall, type: number, count: number): Promise<Buffer[]> {
  const some = () => call.peer.received.filter(({ header }) => header.payloadType === type)
  await call.peer.waitForPacket(() => some().length >= count)
  return some().map(({ payload }) => payload)
}

describe.each([
  ['answers an offer', connect],
  ['offers', invite],
])('a leg that %s', (_, start) => {
  it('uses Opus in both directions with a client that prefers it', async () => {
    const call = await start(newCall('opus'))
    const { packets, frames } = await browser()
    say(call, packets(framesOf(tone(1000, FRAMES * 20, -12))))
    await call.waitForEvent(() => framesAt(call).length === FRAMES)
    expect(heard(framesAt(call)).hz).toBeCloseTo(1000, -1)
    for (const frame of framesOf(tone(620, FRAMES * 20, -12))) call.leg.send(frame)
    const { hz, levelDbfs } = heard(frames(await payloadsAt(call, 111, FRAMES)))
    expect(hz).toBeCloseTo(620, -1)
    expect(Math.abs(levelDbfs + 12)).toBeLessThan(1.5)
    const stamps = call.peer.received.map(({ header }) => header.timestamp)
    expect(((stamps[1] ?? 0) - (stamps[0] ?? 0)) >>> 0).toBe(960)
  })

  it('carries digits at the clock of Opus', async () => {
    const call = await start(newCall('opus'))
    call.peer.send(Uint8Array.of(5, 0x8a, 0x1e, 0), { payloadType: 110 })
    await call.waitForEvent((event) => event.type === 'digit' && event.digit === '5')
    call.leg.sendDigit('7')
    const end = await call.peer.waitForPacket(
      ({ header, payload }) => header.payloadType === 110 && (payload[1] ?? 0) > 127,
    )
    expect(end.payload[0]).toBe(7)
    expect(end.payload.readUInt16BE(2)).toBe(8 * 960)
  })
})

describe('a leg with Opus', () => {
  it('continues with Opus after an ICE restart', async () => {
    const call = await connect(newCall('opus', 'PCMU'))
    const answer = await call.leg.restart(await call.peer.offer({ iceRestart: true }))
    expect(answer).toMatch(/^m=audio \d+ \S+ 111 110\r$/m)
    await call.peer.accept(answer)
    const { packets } = await browser()
    say(call, packets(framesOf(tone(440, 200))))
    await call.waitForEvent(() => framesAt(call).length === 10)
  })

  it("repeats the client's bitrate limit in its SDP, so that it applies in both directions", async () => {
    const call = newCall('opus')
    const offer = await call.peer.offer()
    const answer = await call.leg.answer(
      offer.replace(/^a=rtpmap:111 .*$/m, '$&\r\na=fmtp:111 minptime=10;maxaveragebitrate=12000'),
    )
    expect(answer).toMatch(/^a=fmtp:111 .*maxaveragebitrate=12000\r$/m)
  })
})

describe('two connected legs', () => {
  it('with the same codec pass packets unchanged', async () => {
    const [one, two] = await Promise.all([connect(newCall('opus')), invite(newCall('opus'))])
    const stop = relay(one.leg, two.leg)
    const { packets } = await browser()
    const said = packets(framesOf(tone(440, 400)))
    say(one, said)
    expect(await payloadsAt(two, 111, said.length)).toEqual(said)
    stop()
  })

  it('with different codecs are transcoded', async () => {
    const [one, two] = await Promise.all([connect(newCall('opus')), invite(newCall('PCMU'))])
    const stop = relay(one.leg, two.leg)
    const { packets, frames } = await browser()
    say(one, packets(framesOf(tone(1000, FRAMES * 20))))
    expect(heard(await payloadsAt(two, 0, FRAMES)).hz).toBeCloseTo(1000, -1)
    for (const frame of framesOf(tone(620, FRAMES * 20))) two.peer.send(frame)
    expect(heard(frames(await payloadsAt(one, 111, FRAMES))).hz).toBeCloseTo(620, -1)
    stop()
  })
})
