import type { Clock } from './clock.ts'
import { createRtpTimeline, type RtpTimeline } from './rtp-timeline.ts'
import { createDigitSender } from './telephone-event.ts'
import { FRAME_SAMPLES, type Frame } from './types.ts'

/** One outbound RTP stream of audio and telephone events. */
export interface RtpOutbound {
  /** Sends 20 ms; held back while a digit is on its way, and ignored when it is not one frame. */
  audio(frame: Frame): void
  digit(digit: string): void
  close(): void
}

export const PCMU = 0

/**
 * `write` gets each payload with its place in the stream and must use both before it returns: they are reused.
 * `isOpen` is asked before every packet, `eventType` gives the payload type of telephone-event.
 */
export function createRtpOutbound(edges: {
  clock: Clock
  random: () => number
  isOpen: () => boolean
  eventType: () => number
  write: (at: RtpTimeline, payloadType: number, payload: Buffer) => void
}): RtpOutbound {
  // A sequence number in the lower half cannot wrap within the first packets, which SRTP receivers want (RFC 3711).
  const timeline = createRtpTimeline(edges.clock.now, {
    sequenceNumber: Math.floor(edges.random() * 0x8000),
    timestamp: Math.floor(edges.random() * 0x1_0000_0000),
  })
  const audio = Buffer.alloc(FRAME_SAMPLES)
  const event = Buffer.alloc(4)
  const digits = createDigitSender({
    clock: edges.clock,
    transmit(payload, first) {
      if (!edges.isOpen()) return
      timeline.event(first)
      event.set(payload)
      edges.write(timeline, edges.eventType(), event)
    },
    ended: (samples) => timeline.eventEnded(samples),
  })
  return {
    audio(frame) {
      if (frame.length !== FRAME_SAMPLES || digits.busy || !edges.isOpen()) return
      timeline.audio()
      audio.set(frame)
      edges.write(timeline, PCMU, audio)
    },
    digit: (digit) => digits.press(digit),
    close: () => digits.close(),
  }
}
