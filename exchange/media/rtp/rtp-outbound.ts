import type { Clock } from '../../lib/clock.ts'
import type { Codec } from '../codecs/codec.ts'
import { createRtpTimeline, type RtpTimeline } from './rtp-timeline.ts'
import { createDigitSender } from './telephone-event.ts'
import { FRAME_SAMPLES, type Frame, type OpusPacket } from '../types.ts'

/** One outbound RTP stream of audio and telephone events. */
export interface RtpOutbound {
  /** Sends 20 ms; held back while a digit is on its way, and ignored when it is not one frame. */
  audio(frame: Frame, opus?: OpusPacket): void
  digit(digit: string): void
  close(): void
}

/**
 * `write` gets each payload with its place in the stream and must use both before it returns: they are reused.
 * `isOpen` is asked before every packet, `codec` gives the codec and `eventType` the payload type of telephone-event.
 */
export function createRtpOutbound(deps: {
  clock: Clock
  random: () => number
  isOpen: () => boolean
  codec: () => Codec
  eventType: () => number
  write: (at: RtpTimeline, payloadType: number, payload: Buffer) => void
}): RtpOutbound {
  // A sequence number in the lower half cannot wrap within the first packets, which SRTP receivers want (RFC 3711).
  const timeline = createRtpTimeline(deps.clock.now, {
    sequenceNumber: Math.floor(deps.random() * 0x8000),
    timestamp: Math.floor(deps.random() * 0x1_0000_0000),
  })
  const event = Buffer.alloc(4)
  const digits = createDigitSender({
    clock: deps.clock,
    frameTicks: () => deps.codec().frameTicks,
    transmit(payload, first) {
      if (!deps.isOpen()) return
      timeline.event(first, deps.codec().frameTicks)
      event.set(payload)
      deps.write(timeline, deps.eventType(), event)
    },
    ended: (ticks) => timeline.eventEnded(ticks),
  })
  return {
    audio(frame, opus) {
      if (frame.length !== FRAME_SAMPLES || digits.busy || !deps.isOpen()) return
      const codec = deps.codec()
      const payload = codec.encode(frame, opus)
      if (!payload) return
      timeline.audio(codec.frameTicks)
      deps.write(timeline, codec.payloadType, payload)
    },
    digit: (digit) => digits.press(digit),
    close: () => digits.close(),
  }
}
