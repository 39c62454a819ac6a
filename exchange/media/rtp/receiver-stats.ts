import type { InboundHeader } from './rtp-inbound.ts'

/** The receiver report of one stream (RFC 3550, 6.4.1), in its units. */
export interface ReceiverReport {
  ssrc: number
  /** Of the packets since the last report, in 256ths. */
  fractionLost: number
  packetsLost: number
  /** The upper 16 bits count how often the sequence number wrapped. */
  highestSequence: number
  /** In timestamp units. */
  jitter: number
  /** The middle 32 bits of the last sender report's NTP time, and the time since its arrival in 1/65536 s; 0 without one. */
  lsr: number
  dlsr: number
}

/**
 * Statistics of the inbound stream: loss, jitter and round-trip data for receiver reports. A new SSRC resets them. `now` is in
 * milliseconds.
 */
export interface ReceiverStats {
  packet(header: InboundHeader, clockRate: number): void
  senderReport(ntp: bigint): void
  report(): ReceiverReport | undefined
}

/** A larger step in the sequence numbers means that the sender restarted (RFC 3550, A.1). */
const MAX_DROPOUT = 3000

export function createReceiverStats(now: () => number): ReceiverStats {
  let ssrc: number | undefined
  let base = 0
  /** Extended sequence number. */
  let highest = 0
  let received = 0
  let before = { expected: 0, received: 0 }
  let jitter = 0
  let arrival = 0
  let timestamp = 0
  let lsr = 0
  let lsrAt = 0

  function start(header: InboundHeader): void {
    ssrc = header.ssrc
    base = highest = header.sequenceNumber
    received = 1
    before = { expected: 0, received: 0 }
    jitter = 0
  }

  return {
    packet(header, clockRate) {
      const arrived = (now() * clockRate) / 1000
      const step = (header.sequenceNumber - highest) & 0xffff
      const isLate = step === 0 || step > 0xffff - MAX_DROPOUT
      if (header.ssrc !== ssrc || (step > MAX_DROPOUT && !isLate)) start(header)
      else {
        received += 1
        if (isLate) return
        highest += step
        // All packets of a telephone event have the timestamp of its start, so they give no transit time.
        if (header.timestamp === timestamp) return
        const transit = arrived - arrival - ((header.timestamp - timestamp) | 0)
        jitter += (Math.abs(transit) - jitter) / 16
      }
      arrival = arrived
      timestamp = header.timestamp
    },
    senderReport(ntp) {
      lsr = Number((ntp >> 16n) & 0xffff_ffffn)
      lsrAt = now()
    },
    report() {
      if (ssrc === undefined) return undefined
      const expected = highest - base + 1
      const due = expected - before.expected
      const lost = due - (received - before.received)
      before = { expected, received }
      return {
        ssrc,
        fractionLost: due > 0 && lost > 0 ? Math.min(255, Math.floor((lost * 256) / due)) : 0,
        packetsLost: Math.min(0x7f_ffff, Math.max(0, expected - received)),
        highestSequence: highest >>> 0,
        jitter: Math.round(jitter) >>> 0,
        lsr,
        dlsr: lsr === 0 ? 0 : Math.round(((now() - lsrAt) * 65_536) / 1000) >>> 0,
      }
    },
  }
}
