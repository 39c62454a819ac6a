import type { Codec } from '../codecs/codec.ts'
import { digitOf } from './telephone-event.ts'
import type { Frame, OpusPacket } from '../types.ts'

/** The used fields of an RTP header. */
export interface InboundHeader {
  payloadType: number
  sequenceNumber: number
  timestamp: number
  ssrc: number
}

export interface RtpInbound {
  packet(header: InboundHeader, payload: Uint8Array): void
}

/** Bytes: 200 ms of G.711, and more than any Opus packet. */
const MAX_PAYLOAD = 1600
/** A packet that is at most this many packets back is late or repeated; further back, it belongs to a new stream. */
const LATE_WINDOW = 128

/**
 * Converts inbound RTP to frames and digits, without a jitter buffer: late and repeated packets are dropped. `codec` and `event` return
 * the current codec and payload type of telephone-event.
 */
export function createRtpInbound(deps: {
  codec: () => Codec
  event: () => number | undefined
  onFrame: (frame: Frame, opus?: OpusPacket) => void
  onDigit: (digit: string) => void
  onWarning: (words: string) => void
}): RtpInbound {
  let ssrc: number | undefined
  let sequence = 0
  let eventTimestamp: number | undefined
  let warned = false

  function isFresh(header: InboundHeader): boolean {
    if (header.ssrc !== ssrc) {
      ssrc = header.ssrc
      deps.codec().restart()
      eventTimestamp = undefined
    } else {
      const back = (sequence - header.sequenceNumber) & 0xffff
      if (back < LATE_WINDOW) return false
    }
    sequence = header.sequenceNumber
    return true
  }

  return {
    packet(header, payload) {
      const codec = deps.codec()
      const isEvent = header.payloadType === deps.event()
      if (!isEvent && header.payloadType !== codec.payloadType) return
      if (!isFresh(header)) return
      if (isEvent) {
        // All packets of a press have the same timestamp. The first that arrives counts.
        if (header.timestamp === eventTimestamp) return
        eventTimestamp = header.timestamp
        const digit = digitOf(payload)
        if (digit !== undefined) deps.onDigit(digit)
      } else if (payload.length <= MAX_PAYLOAD) codec.decode(payload, deps.onFrame)
      else if (!warned) {
        warned = true
        deps.onWarning(`A client sends audio packets of ${payload.length} bytes; they are dropped.`)
      }
    },
  }
}
