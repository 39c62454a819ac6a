import { Connection, DtlsServer, RTCPeerConnection, StunProtocol } from 'werift'
import { afterEach, describe, expect, it } from 'vitest'
import { peerConfig } from '../../../../../exchange/media/legs/peer-config.ts'
import {
  guardTransport,
  type GuardedTransport,
} from '../../../../../exchange/media/transport/guarded-transport.ts'
import { connectionOf, gatePorts } from '../../../../../exchange/media/transport/werift-ports.ts'
import { endlessFragment, portOf } from '../../../../support/media/datagrams.ts'
import { createTestPeer, type TestPeer } from '../../../../support/media/werift-peer.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

/** The exchange's stack behind a guard, as in a leg, with its client. */
function createPair(): {
  dtls: RTCPeerConnection['dtlsTransports'][number]
  guarded: GuardedTransport
  peer: TestPeer
  /** The port of the exchange. */
  prepare: () => Promise<number>
  connect: () => Promise<void>
} {
  const connection = new RTCPeerConnection(peerConfig('127.0.0.1'))
  const dtls = connection.addTransceiver('audio', { direction: 'sendrecv' }).dtlsTransport
  let fingerprints: { algorithm: string; value: string }[] = []
  const guarded = guardTransport(dtls, {
    packetLoss: () => false,
    isBlackhole: () => false,
    fingerprints: () => fingerprints,
    onFailed: () => undefined,
    onClosed: () => undefined,
  })
  const peer = createTestPeer()
  open.push(connection, peer)
  const local = (): string => connection.localDescription?.sdp ?? ''
  return {
    dtls,
    guarded,
    peer,
    async prepare() {
      const offer = await peer.offer()
      fingerprints = [...offer.matchAll(/^a=fingerprint:(\S+) (\S+)/gm)].map(
        ([, algorithm = '', value = '']) => ({
          algorithm,
          value,
        }),
      )
      await connection.setRemoteDescription({ type: 'offer', sdp: offer })
      const { sdp } = await connection.createAnswer()
      const passive = sdp.replaceAll('a=setup:active', 'a=setup:passive')
      await connection.setLocalDescription({ type: 'answer', sdp: passive })
      return Number(/ 127\.0\.0\.1 (\d+) typ host/.exec(local())?.[1])
    },
    connect: () => peer.accept(local()),
  }
}

const bytesIn = (server: unknown): number => {
  if (!(server instanceof DtlsServer)) return 0
  const fragments = [...server['bufferFragmentedHandshakes'], ...server.dtls.sortedHandshakeCache]
  return fragments.reduce((sum, { fragment }) => sum + fragment.length, 0)
}

describe('the guarded transport', () => {
  it('uses bounded memory for a client that sends endless fragments, in itself and in the stack', async () => {
    const { dtls, guarded, peer, prepare, connect } = createPair()
    const port = await prepare()
    const begun = dtls.onStateChange.watch((state) => state === 'connecting')
    void connect().catch(() => undefined)
    await begun
    // The client has passed ICE. Its own handshake is held back; instead of it come fragments that never end.
    const { send, watch } = portOf(peer)
    watch((datagram) => datagram[0] !== 22)
    for (let count = 0; count < 2000; count += 1) {
      await send(endlessFragment(count % 50, (count * 100) % 14_000), port)
      if (count % 20 === 0) await new Promise((turn) => setImmediate(turn))
    }
    while (guarded.retained.handshakeBytes === 0) await new Promise((turn) => setImmediate(turn))
    expect(guarded.retained.handshakeBytes).toBeLessThanOrEqual(65_536)
    expect(bytesIn(dtls.dtls)).toBeLessThan(65_536)
    expect(dtls.state).not.toBe('connected')
    expect(guarded.isProven).toBe(false)
  })

  it('stores nothing of the handshake after its end, and one address of the client', async () => {
    const { guarded, peer, prepare, connect } = createPair()
    await prepare()
    await connect()
    await peer.connected()
    while (!guarded.isProven) await new Promise((turn) => setImmediate(turn))
    expect(guarded.retained).toMatchObject({ handshakeBytes: 0, addresses: 1, held: 0 })
  })
})

describe('the WebRTC stack behaves as the guard requires', () => {
  it('announces its candidate in the turn in which the port can first receive', async () => {
    const connection = new RTCPeerConnection(peerConfig('127.0.0.1'))
    open.push(connection)
    const ice = connectionOf(connection.addTransceiver('audio').dtlsTransport.iceTransport)
    const atCandidate: number[] = []
    ice.onIceCandidate.subscribe(() => atCandidate.push(ice['protocols'].length))
    await connection.setLocalDescription(await connection.createOffer())
    expect(atCandidate).toEqual([1])
    expect(ice['protocols'][0]).toBeInstanceOf(StunProtocol)
    expect(ice).toBeInstanceOf(Connection)
  })

  it('sends and receives everything through the gate: nothing connects when it is closed', async () => {
    const connection = new RTCPeerConnection(peerConfig('127.0.0.1'))
    open.push(connection)
    const { iceTransport } = connection.addTransceiver('audio', { direction: 'sendrecv' }).dtlsTransport
    const seen: number[] = []
    const ports = gatePorts(connectionOf(iceTransport), {
      inbound: (datagram) => void seen.push(datagram[0] ?? -1),
      outbound: () => true,
    })
    const peer = createTestPeer()
    open.push(peer)
    await connection.setLocalDescription(await connection.createOffer())
    ports.assertGated()
    const answer = await peer.answer(connection.localDescription?.sdp ?? '')
    await connection.setRemoteDescription({ type: 'answer', sdp: answer })
    while (seen.length < 3) await new Promise((turn) => setImmediate(turn))
    expect(iceTransport.connection.nominated).toBeUndefined()
    expect(
      iceTransport.connection.candidatePairs.every(({ requestsReceived }) => requestsReceived === 0),
    ).toBe(true)
  })

  it('is refused when a port is open without the gate', async () => {
    const connection = new RTCPeerConnection(peerConfig('127.0.0.1'))
    open.push(connection)
    const { iceTransport } = connection.addTransceiver('audio').dtlsTransport
    await connection.setLocalDescription(await connection.createOffer())
    const late = gatePorts(connectionOf(iceTransport), { inbound: () => undefined, outbound: () => true })
    expect(() => late.assertGated()).toThrow('opened a port without the datagram filter')
  })

  it('does not count as connected when the guard has not seen the handshake', async () => {
    const { dtls, guarded } = createPair()
    dtls.state = 'connected'
    expect(guarded.isProven).toBe(false)
  })
})
