import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtcpRrPacket, RtpHeader } from 'werift'
import type { RTCCertificate, RtcpReceiverInfo, RtpPacket } from 'werift'
import { ON_LOOPBACK } from './loopback.ts'

/** The client's side of a call: a full ICE agent on loopback that stores received packets. */
export interface TestPeer {
  connection: RTCPeerConnection
  /** Packets that arrived, in order of arrival. */
  received: RtpPacket[]
  offer(options?: { iceRestart: boolean }): Promise<string>
  answer(offer: string): Promise<string>
  accept(answer: string): Promise<void>
  /** Sends one RTP payload; sequence and timestamp go on by themselves. */
  send(
    payload: Uint8Array,
    options?: { payloadType?: number; marker?: boolean; timestampStep?: number },
  ): void
  connected(): Promise<void>
  /** Settles once a packet for which `wanted` holds has arrived (or had arrived before). */
  waitForPacket(wanted: (packet: RtpPacket) => boolean): Promise<RtpPacket>
  /** Settles with the first receiver report from now on for which `wanted` holds. */
  reported(wanted: (report: RtcpReceiverInfo) => boolean): Promise<RtcpReceiverInfo>
  close(): Promise<void>
}

/** Codecs a client may have, most wanted first. */
export type PeerCodec = 'PCMU' | 'opus'

export function createTestPeer(
  telephoneEvent = true,
  wishes: readonly PeerCodec[] = ['PCMU'],
  certificate?: RTCCertificate,
): TestPeer {
  const codec = (name: string, payloadType: number, clockRate = 8000, channels = 1) =>
    new RTCRtpCodecParameters({ mimeType: `audio/${name}`, clockRate, channels, payloadType })
  const has = {
    PCMU: [codec('PCMU', 0), ...(telephoneEvent ? [codec('telephone-event', 126)] : [])],
    opus: [codec('opus', 111, 48_000, 2), ...(telephoneEvent ? [codec('telephone-event', 110, 48_000)] : [])],
  }
  const connection = new RTCPeerConnection({
    ...ON_LOOPBACK,
    codecs: { audio: wishes.flatMap((name) => has[name]) },
    ...(certificate === undefined ? {} : { certificates: [certificate] }),
  })
  const transceiver = connection.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), {
    direction: 'sendrecv',
  })
  const dtls = transceiver.dtlsTransport
  const received: RtpPacket[] = []
  const waiting = new Set<(packet: RtpPacket) => void>()
  let sequenceNumber = 65_500
  let timestamp = 0xffff_ff00
  dtls.onRtp.subscribe((packet) => {
    received.push(packet)
    for (const look of waiting) look(packet)
  })
  return {
    connection,
    received,
    async offer(options) {
      await connection.setLocalDescription(await connection.createOffer(options ?? {}))
      return connection.localDescription?.sdp ?? ''
    },
    async answer(offer) {
      await connection.setRemoteDescription({ type: 'offer', sdp: offer })
      await connection.setLocalDescription(await connection.createAnswer())
      return connection.localDescription?.sdp ?? ''
    },
    async accept(answer) {
      await connection.setRemoteDescription({ type: 'answer', sdp: answer })
      // As in a leg: after an ICE restart the stack does not start its checks by itself.
      if (dtls.state === 'connected') await dtls.iceTransport.start()
    },
    send(payload, { payloadType = 0, marker = false, timestampStep = 160 } = {}) {
      sequenceNumber = (sequenceNumber + 1) & 0xffff
      timestamp = (timestamp + timestampStep) >>> 0
      const header = new RtpHeader({
        sequenceNumber,
        timestamp,
        ssrc: transceiver.sender.ssrc,
        payloadType,
        marker,
      })
      void dtls.sendRtp(Buffer.from(payload), header)
    },
    async connected() {
      if (dtls.state === 'connected') return
      await dtls.onStateChange.watch((state) => state === 'connected')
    },
    waitForPacket: (wanted) =>
      new Promise((resolve) => {
        const before = received.find(wanted)
        if (before) {
          resolve(before)
          return
        }
        const look = (packet: RtpPacket): void => {
          if (!wanted(packet)) return
          waiting.delete(look)
          resolve(packet)
        }
        waiting.add(look)
      }),
    reported: (wanted) =>
      new Promise((resolve) => {
        const { unSubscribe } = dtls.onRtcp.subscribe((packet) => {
          const report = packet.type === RtcpRrPacket.type ? packet.reports.find(wanted) : undefined
          if (!report) return
          unSubscribe()
          resolve(report)
        })
      }),
    close: () => connection.close(),
  }
}
