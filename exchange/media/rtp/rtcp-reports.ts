import {
  RtcpReceiverInfo,
  RtcpRrPacket,
  RtcpSenderInfo,
  RtcpSrPacket,
  ntpTime,
  type RTCDtlsTransport,
  type RtpHeader,
} from 'werift'
import type { Clock } from '../../lib/clock.ts'
import { createReceiverStats } from './receiver-stats.ts'

/** A sender report about every 5 s of audio; a receiver report about every second, from which the client computes its RTT. */
const PACKETS_PER_REPORT = { sent: 250, received: 50 }

/** The RTCP reports of one leg. */
export interface RtcpReports {
  /** A packet with this many octets of payload and this header was sent. */
  sent(octets: number): void
  /** A packet arrived, at this many ticks of the RTP clock per second. */
  received(header: RtpHeader, clockRate: number): void
  /** The client's sender report arrived, with its NTP time. */
  senderReport(ntpTimestamp: bigint): void
}

/** `header`: the header of the latest packet sent. */
export function createRtcpReports(dtls: RTCDtlsTransport, header: RtpHeader, clock: Clock): RtcpReports {
  const reception = createReceiverStats(() => clock.now())
  let packetsOut = 0
  let octetsOut = 0
  let packetsIn = 0

  function reportSent(): void {
    const senderInfo = new RtcpSenderInfo({
      ntpTimestamp: ntpTime(),
      rtpTimestamp: header.timestamp,
      packetCount: packetsOut,
      octetCount: octetsOut,
    })
    dtls.sendRtcp([new RtcpSrPacket({ ssrc: header.ssrc, senderInfo })]).catch(() => undefined)
  }

  function reportReceived(): void {
    const report = reception.report()
    if (!report) return
    const reports = [new RtcpReceiverInfo(report)]
    dtls.sendRtcp([new RtcpRrPacket({ ssrc: header.ssrc, reports })]).catch(() => undefined)
  }

  return {
    sent(octets) {
      packetsOut += 1
      octetsOut += octets
      if (packetsOut % PACKETS_PER_REPORT.sent === 1) reportSent()
    },
    received(packet, clockRate) {
      reception.packet(packet, clockRate)
      packetsIn += 1
      if (packetsIn % PACKETS_PER_REPORT.received === 1) reportReceived()
    },
    senderReport: (ntpTimestamp) => reception.senderReport(ntpTimestamp),
  }
}
