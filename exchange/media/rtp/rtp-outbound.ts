import type { Clock } from '../../lib/clock.ts'
import type { Codec } from '../codecs/codec.ts'
import { createRtpTimeline, type RtpTimeline } from './rtp-timeline.ts'
import { createDigitSender } from './telephone-event.ts'
import { FRAME_SAMPLES, type Frame, type OpusPacket } from '../types.ts'

/** One outbound RTP stream of audio and telephone events. */
export interface RtpOutbound {
  /** Sends one frame. Dropped while a digit is being sent, and if its length is wrong. */
  audio(frame: Frame, opus?: OpusPacket): void
  digit(digit: string): void
  close(): void
}

/**
 * `write` gets each payload with its position in the stream. Both are reused, so it must use them before it returns. `isOpen` is called
 * before every packet. `codec` returns the current codec, `eventType` the payload type of telephone-event.
 */
export function createRtpOutbound(deps: {
  clock: Clock
  random: () => number
  isOpen: () => boolean
  codec: () => Codec
  eventType: () => number
  write: (at: RtpTimeline, payloadType: number, payload: Buffer) => void
}): RtpOutbound {
  // The first sequence number is in the lower half, so that it does not wrap within the first packets (RFC 3711).
  const timeline = createRtpTimeline(() => deps.clock.now(), {
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
