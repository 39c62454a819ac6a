import { digitOf } from './telephone-event.ts'
import { FRAME_SAMPLES, type Frame } from './types.ts'

/** What must be known of an inbound packet's header. */
export interface InboundHeader {
  payloadType: number
  sequenceNumber: number
  timestamp: number
  ssrc: number
}

export interface RtpInbound {
  packet(header: InboundHeader, payload: Uint8Array): void
}

const PCMU = 0
/** 200 ms: nobody sends longer packets of G.711. */
const MAX_PAYLOAD = 1600
/** A step back by up to this many packets is a late or repeated packet; a longer one is a new stream. */
const LATE_WINDOW = 128

/**
 * Turns inbound RTP into frames and digits, without delay and without a jitter buffer: late and repeated packets
 * are dropped, packets of any length are cut to 20 ms frames. `event` asks for the payload type of
 * telephone-event at that moment.
 */
export function createRtpInbound(edges: {
  event: () => number | undefined
  onFrame: (frame: Frame) => void
  onDigit: (digit: string) => void
  onWarning: (words: string) => void
}): RtpInbound {
  const partial = new Uint8Array(FRAME_SAMPLES)
  let filled = 0
  let ssrc: number | undefined
  let sequence = 0
  let eventTimestamp: number | undefined
  let warned = false

  function isFresh(header: InboundHeader): boolean {
    if (header.ssrc !== ssrc) {
      ssrc = header.ssrc
      filled = 0
      eventTimestamp = undefined
    } else {
      const back = (sequence - header.sequenceNumber) & 0xffff
      if (back < LATE_WINDOW) return false
    }
    sequence = header.sequenceNumber
    return true
  }

  function audio(payload: Uint8Array): void {
    if (payload.length === FRAME_SAMPLES && filled === 0) {
      edges.onFrame(payload)
      return
    }
    for (let from = 0; from < payload.length;) {
      const count = Math.min(FRAME_SAMPLES - filled, payload.length - from)
      partial.set(payload.subarray(from, from + count), filled)
      filled += count
      from += count
      if (filled < FRAME_SAMPLES) return
      filled = 0
      edges.onFrame(partial)
    }
  }

  return {
    packet(header, payload) {
      const isEvent = header.payloadType === edges.event()
      if (!isEvent && header.payloadType !== PCMU) return
      if (!isFresh(header)) return
      if (isEvent) {
        // Every packet of a press carries the timestamp of its start: the first one we see counts.
        if (header.timestamp === eventTimestamp) return
        eventTimestamp = header.timestamp
        const digit = digitOf(payload)
        if (digit !== undefined) edges.onDigit(digit)
      } else if (payload.length <= MAX_PAYLOAD) audio(payload)
      else if (!warned) {
        warned = true
        edges.onWarning(`A client sends audio packets of ${payload.length} bytes; they are dropped.`)
      }
    },
  }
}
