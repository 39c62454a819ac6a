import { RtpHeader } from 'werift'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, createTestCall, invite, type TestCall } from '../../../../support/media/call.ts'
import {
  attacks,
  forgedChecks,
  openOtherSocket,
  portOf,
  type OtherSocket,
} from '../../../../support/media/datagrams.ts'

const open: { end(): Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.end()))
})
const newCall = (): TestCall => {
  const call = createTestCall()
  open.push(call)
  return call
}
async function newSocket(): Promise<OtherSocket> {
  const socket = await openOtherSocket()
  open.push({ end: () => socket.close() })
  return socket
}
const word = (value: number): Uint8Array => new Uint8Array(160).fill(value)
const portIn = (sdp: string): number => Number(/ 127\.0\.0\.1 (\d+) typ host/.exec(sdp)?.[1])
const ufragIn = (sdp: string): string => /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? ''

/** Audio passes both ways; whatever was sent to the leg before has been looked at by then. */
async function expectAudio(call: TestCall, value: number): Promise<void> {
  call.peer.send(word(value))
  await call.waitForEvent((event) => event.type === 'frame' && event.frame[0] === value)
  call.leg.send(word(value))
  await call.peer.waitForPacket((packet) => packet.payload[0] === value)
  expect(call.leg.state).toBe('connected')
  expect(call.events.filter((event) => event.type === 'failed')).toEqual([])
}

describe('a connected leg', () => {
  it('is not affected by datagrams of another program, and responds to none', async () => {
    const call = newCall()
    const offer = await call.peer.offer()
    const answer = await call.leg.answer(offer)
    await call.peer.accept(answer)
    await call.waitForEvent((event) => event.type === 'state' && event.state === 'connected')
    await call.peer.connected()
    await expectAudio(call, 1)
    const other = await newSocket()
    const all = [...attacks(), ...forgedChecks(ufragIn(answer), ufragIn(offer))]
    for (const [at, [what, datagram]] of all.entries()) {
      await other.send(datagram, portIn(answer))
      await expectAudio(call, 2 + at).catch((cause: unknown) => {
        throw new Error(`after ${what}`, { cause })
      })
    }
    expect(other.received).toEqual([])
  })

  it('is not affected by forged datagrams with the address of its client', async () => {
    const call = newCall()
    const offer = await call.peer.offer()
    const answer = await call.leg.answer(offer)
    await call.peer.accept(answer)
    await call.waitForEvent((event) => event.type === 'state' && event.state === 'connected')
    await call.peer.connected()
    const [ssrc] = [...offer.matchAll(/^a=ssrc:(\d+)/gm)].map(([, digits]) => Number(digits))
    const { send } = portOf(call.peer)
    for (const [at, [what, datagram]] of attacks(ssrc).entries()) {
      await send(datagram, portIn(answer))
      await expectAudio(call, 1 + at).catch((cause: unknown) => {
        throw new Error(`after ${what}`, { cause })
      })
    }
  })

  it("is not redirected by a copy of its client's ICE check", async () => {
    const call = await connect(newCall())
    const sdp = call.peer.connection.remoteDescription?.sdp ?? ''
    const other = await newSocket()
    const checks: Buffer[] = []
    portOf(call.peer).watch((datagram) => {
      if ((datagram[0] ?? 255) < 4) checks.push(Buffer.from(datagram))
      return true
    })
    const answer = await call.leg.restart(await call.peer.offer({ iceRestart: true }))
    await call.peer.accept(answer)
    await expectAudio(call, 1)
    expect(checks.length).toBeGreaterThan(0)
    for (const check of checks) await other.send(check, portIn(sdp))
    await expectAudio(call, 2)
    expect(other.received).toEqual([])
  })

  it('closes when its client uses too many SSRCs, so that memory stays bounded', async () => {
    const call = await connect(newCall())
    const [dtls] = call.peer.connection.dtlsTransports
    for (let ssrc = 1; ssrc <= 65; ssrc += 1)
      await dtls?.sendRtp(Buffer.alloc(160, 9), new RtpHeader({ ssrc, sequenceNumber: 1, timestamp: 1 }))
    const failed = await call.waitForEvent((event) => event.type === 'failed')
    expect(failed).toMatchObject({ reason: 'The client sends more audio streams than a call can have.' })
  })

  it('closes with an event when its client closes the DTLS connection', async () => {
    const call = await connect(newCall())
    const { dtls } = call.peer.connection.dtlsTransports[0] ?? {}
    if (!dtls) throw new Error('The client has no DTLS connection.')
    const header = { type: 21, version: 0xfefd, epoch: 1, sequenceNumber: 77 }
    const sealed = dtls.cipher.cipher.encrypt(dtls.sessionType, Buffer.from([1, 0]), header)
    const head = Buffer.from([21, 0xfe, 0xfd, 0, 1, 0, 0, 0, 0, 0, 77, 0, sealed.length])
    await portOf(call.peer).send(
      Buffer.concat([head, sealed]),
      portIn(call.peer.connection.remoteDescription?.sdp ?? ''),
    )
    const failed = await call.waitForEvent((event) => event.type === 'failed')
    expect(failed).toMatchObject({ reason: 'The client has closed the audio connection.' })
    expect(call.leg.state).toBe('closed')
  })
})

describe.each([
  ['answers an offer', false],
  ['offers, while it rings', true],
])('a leg that %s', (_, offers) => {
  it('is not redirected by forged ICE checks before its client connects', async () => {
    const call = newCall()
    const other = await newSocket()
    const local = offers ? await call.leg.offer() : await call.leg.answer(await call.peer.offer())
    const remoteUfrag = offers ? 'unknown' : call.leg.remoteUfrag
    const all = [...forgedChecks(ufragIn(local), remoteUfrag), ...attacks()]
    for (let round = 0; round < 3; round += 1)
      for (const [, datagram] of all) await other.send(datagram, portIn(local))
    if (offers) await call.leg.accept(await call.peer.answer(local))
    else await call.peer.accept(local)
    for (const [, datagram] of all) await other.send(datagram, portIn(local))
    await Promise.all([
      call.waitForEvent((event) => event.type === 'state' && event.state === 'connected'),
      call.peer.connected(),
    ])
    await expectAudio(call, 9)
    expect(other.received).toEqual([])
  })
})

it('a ringing leg accepts the early ICE checks of its client once it has the answer', async () => {
  const call = newCall()
  // The answer is given to the leg late: the client's checks are there before it.
  const answer = await call.peer.answer(await call.leg.offer())
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  await call.leg.accept(answer)
  await call.waitForEvent((event) => event.type === 'state' && event.state === 'connected')
  await call.peer.connected()
  await expectAudio(call, 3)
})

it('a leg still has audio after many ICE restarts', async () => {
  const call = await invite(newCall())
  for (let count = 1; count <= 5; count += 1) {
    await call.peer.accept(await call.leg.restart(await call.peer.offer({ iceRestart: true })))
    await expectAudio(call, count)
  }
})
