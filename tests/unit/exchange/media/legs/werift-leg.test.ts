import { afterEach, describe, expect, it } from 'vitest'
import { monotonicClock } from '../../../../../exchange/lib/clock.ts'
import { createMeter } from '../../../../../exchange/media/metering/meter.ts'
import { attachFarEnd } from '../../../../../exchange/media/sounds/far-end.ts'
import { createPlayer } from '../../../../../exchange/media/sounds/player.ts'
import { relay } from '../../../../support/media/relay.ts'
import { tone } from '../../../../../exchange/media/sounds/sources.ts'
import type { LegState } from '../../../../../exchange/media/types.ts'
import { createFakeClock } from '../../../../support/fakes/fake-clock.ts'
import { connect, createTestCall, invite, type TestCall } from '../../../../support/media/call.ts'
import { throwGarbage } from '../../../../support/media/garbage.ts'
import { framesOf, heard } from '../../../../support/media/listen.ts'

const calls: TestCall[] = []
const newCall = (telephoneEvent?: boolean): TestCall => {
  const call = createTestCall(telephoneEvent)
  calls.push(call)
  return call
}
afterEach(async () => {
  await Promise.all(calls.splice(0).map((call) => call.end()))
})

const word = (value: number): Uint8Array => new Uint8Array(160).fill(value)
const states = (call: TestCall): LegState[] =>
  call.events.flatMap((event) => (event.type === 'state' ? [event.state] : []))
const digits = (call: TestCall): string[] =>
  call.events.flatMap((event) => (event.type === 'digit' ? [event.digit] : []))
const waitForPacket = (call: TestCall, value: number) =>
  call.waitForEvent((event) => event.type === 'frame' && event.frame[0] === value)
const audioAtPeer = (call: TestCall) => call.peer.received.filter((packet) => packet.header.payloadType === 0)

describe.each([
  ['answers an offer', connect],
  ['offers', invite],
])('a leg that %s', (_, start) => {
  it('carries audio both ways', async () => {
    const call = await start(newCall())
    expect(states(call)).toEqual(['connecting', 'connected'])
    expect(call.leg.remoteUfrag).not.toBe('')
    call.peer.send(word(0x11))
    call.leg.send(word(0x22))
    await waitForPacket(call, 0x11)
    const packet = await call.peer.waitForPacket(() => true)
    expect(packet.header).toMatchObject({ payloadType: 0, marker: true })
    expect(packet.payload).toEqual(Buffer.from(word(0x22)))
  })

  it('continues its stream without loss after ICE restarts', async () => {
    const call = await start(newCall())
    call.leg.send(word(1))
    await call.peer.waitForPacket((packet) => packet.payload[0] === 1)
    for (const value of [2, 3]) {
      const before = call.leg.remoteUfrag
      const answer = await call.leg.restart(await call.peer.offer({ iceRestart: true }))
      call.leg.send(word(100 + value))
      await call.peer.accept(answer)
      expect(call.leg.remoteUfrag).not.toBe(before)
      call.leg.send(word(value))
      await call.peer.waitForPacket((packet) => packet.payload[0] === value)
      call.peer.send(word(value))
      await waitForPacket(call, value)
    }
    const packets = audioAtPeer(call)
    expect(packets.map((packet) => packet.payload[0])).toEqual([1, 102, 2, 103, 3])
    expect(new Set(packets.map((packet) => packet.header.ssrc)).size).toBe(1)
    const first = packets[0]?.header.sequenceNumber ?? 0
    expect(packets.map((packet) => packet.header.sequenceNumber - first)).toEqual([0, 1, 2, 3, 4])
    expect(call.leg.state).toBe('connected')
  })

  it('carries digits both ways', async () => {
    const call = await start(newCall())
    for (let copy = 0; copy < 3; copy += 1) {
      call.peer.send(Uint8Array.of(10, 0x8a, 0, 160), {
        payloadType: 126,
        timestampStep: copy === 0 ? 160 : 0,
      })
    }
    call.peer.send(word(0x44))
    await waitForPacket(call, 0x44)
    expect(digits(call)).toEqual(['*'])
    call.leg.sendDigit('7')
    const end = await call.peer.waitForPacket(
      ({ header, payload }) => header.payloadType === 126 && (payload[1] ?? 0) > 127,
    )
    expect(end.payload[0]).toBe(7)
  })
})

describe('a connected leg', () => {
  it('returns a tone through an echo', async () => {
    const call = await connect(newCall())
    const player = createPlayer(monotonicClock)
    const echo = attachFarEnd(call.leg, { kind: 'echo' }, player)
    const frames = framesOf(tone(1000, 500, -10))
    for (const frame of frames) call.peer.send(frame)
    await call.peer.waitForPacket(() => audioAtPeer(call).length === frames.length)
    const { hz, levelDbfs } = heard(audioAtPeer(call).map((packet) => packet.payload))
    expect(hz).toBe(1000)
    expect(levelDbfs).toBeCloseTo(-10, 0)
    echo.stop()
  })

  it('sends receiver reports to the client', async () => {
    const call = await connect(newCall())
    const reported = call.peer.reported(({ highestSequence }) => highestSequence > 0xffff)
    for (let frame = 0; frame < 51; frame += 1) call.peer.send(word(0x55))
    expect(await reported).toMatchObject({ packetsLost: 0, highestSequence: 65_500 + 51 })
  })

  it('plays what a player paces', async () => {
    const call = await connect(newCall())
    const player = createPlayer(monotonicClock)
    const playback = player.play(tone(620, 300), (frame) => call.leg.send(frame))
    await expect(playback.finished).resolves.toBe('finished')
    await call.peer.waitForPacket(() => audioAtPeer(call).length === 15)
    const meter = createMeter(monotonicClock)
    for (const packet of audioAtPeer(call)) meter.push(packet.payload)
    expect(meter.read().hz).toBe(620)
  })

  it('survives packets of any size and type', async () => {
    const call = await connect(newCall())
    for (const size of [0, 1, 80, 81, 240, 1199]) call.peer.send(new Uint8Array(size).fill(9))
    for (const payloadType of [1, 8, 72, 77, 111, 126, 127])
      call.peer.send(new Uint8Array(5), { payloadType })
    for (let frame = 0; frame < 10; frame += 1) call.peer.send(word(0x66))
    await call.waitForEvent((event) => event.type === 'frame' && event.frame[159] === 0x66)
    expect(call.events.every((event) => event.type !== 'frame' || event.frame.length === 160)).toBe(true)
    expect(call.leg.state).toBe('connected')
  })

  it('drops media and ICE checks during a blackhole fault, and continues afterwards', async () => {
    const call = await connect(newCall())
    call.leg.blackhole(true)
    call.leg.send(word(1))
    call.peer.send(word(1))
    const answer = await call.leg.restart(await call.peer.offer({ iceRestart: true }))
    let restarted = false
    const accepted = call.peer.accept(answer).finally(() => {
      restarted = true
    })
    // More than the loopback needs to bring the audio, and the first checks, which get no response.
    for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(restarted).toBe(false)
    call.leg.blackhole(false)
    await accepted
    call.leg.send(word(2))
    call.peer.send(word(2))
    await call.peer.waitForPacket((packet) => packet.payload[0] === 2)
    await waitForPacket(call, 2)
    expect(audioAtPeer(call)).toHaveLength(1)
    expect(call.events.filter((event) => event.type === 'frame')).toHaveLength(1)
  })

  it('survives garbage on its socket', async () => {
    const call = newCall()
    const answer = await call.leg.answer(await call.peer.offer())
    const port = Number(/ 127\.0\.0\.1 (\d+) typ host/.exec(answer)?.[1])
    await throwGarbage(port)
    await call.peer.accept(answer)
    await call.peer.connected()
    await throwGarbage(port)
    // Garbage may fill the socket's buffer, so the first words can be lost.
    while (!call.events.some((event) => event.type === 'frame' && event.frame[0] === 0x77)) {
      call.peer.send(word(0x77))
      await new Promise((resolve) => setImmediate(resolve))
    }
    call.leg.send(word(0x78))
    await call.peer.waitForPacket((packet) => packet.payload[0] === 0x78)
    expect(call.leg.state).toBe('connected')
  })

  it('listens on one loopback address only', async () => {
    const { leg } = newCall()
    const candidates = (await leg.offer()).split('\r\n').filter((line) => line.startsWith('a=candidate'))
    expect(candidates).toHaveLength(1)
    expect(candidates[0]).toMatch(/ udp \d+ 127\.0\.0\.1 \d+ typ host/)
  })

  it('sends no digits to a client without telephone-event', async () => {
    const call = await connect(newCall(false))
    call.leg.sendDigit('5')
    call.leg.send(word(3))
    await call.peer.waitForPacket((packet) => packet.payload[0] === 3)
    expect(call.peer.received).toHaveLength(1)
  })
})

it('two connected legs pass audio and digits between their clients', async () => {
  const [one, two] = await Promise.all([connect(newCall()), invite(newCall())])
  const stop = relay(one.leg, two.leg)
  one.peer.send(word(0x31))
  await two.peer.waitForPacket((packet) => packet.payload[0] === 0x31)
  two.peer.send(word(0x32))
  await one.peer.waitForPacket((packet) => packet.payload[0] === 0x32)
  one.peer.send(Uint8Array.of(3, 0x8a, 5, 0), { payloadType: 126 })
  const digit = await two.peer.waitForPacket((packet) => packet.header.payloadType === 126)
  expect(digit.payload[0]).toBe(3)
  stop()
})

it('a leg warns once when no audio arrives from its client, and once when audio arrives again', async () => {
  const clock = createFakeClock()
  const warnings: string[] = []
  const call = createTestCall(true, ['PCMU'], { clock, onWarning: (words) => warnings.push(words) })
  calls.push(call)
  await connect(call)
  call.peer.send(word(1))
  await waitForPacket(call, 1)
  clock.advanceSync(9000)
  clock.advanceSync(9000)
  expect(warnings).toEqual(['No audio arrives from the client.'])
  call.peer.send(word(2))
  await waitForPacket(call, 2)
  clock.advanceSync(1000)
  expect(warnings).toEqual(['No audio arrives from the client.', 'Audio arrives from the client again.'])
})

describe('a leg with packet loss', () => {
  it('drops the configured percentage in each direction, and connects in spite of lost ICE and DTLS datagrams', async () => {
    let isOn = false
    const seen = { in: 0, out: 0 }
    const call = createTestCall(true, ['PCMU'], {
      packetLoss: (datagram, direction) => {
        const first = datagram[0] ?? 0
        // The first datagram of the handshake is lost each way, then every second one of the audio.
        if (first === 0x16) return (seen[direction] += 1) === 1
        return isOn && first >> 6 === 2 && (seen[direction] += 1) % 2 === 0
      },
    })
    calls.push(call)
    await connect(call)
    expect(seen.in).toBeGreaterThan(1)
    isOn = true
    seen.in = 0
    for (let value = 1; value <= 10; value += 1) call.peer.send(word(value))
    await waitForPacket(call, 9)
    const frames = call.events.flatMap((event) => (event.type === 'frame' ? [event.frame[0]] : []))
    expect(frames).toEqual([1, 3, 5, 7, 9])
  })
})
