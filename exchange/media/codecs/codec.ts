import type { Frame, OpusPacket } from '../types.ts'

/** One leg's coder and decoder: its RTP payloads from and to the frames that all sounds of the exchange are made of. */
export interface Codec {
  readonly payloadType: number
  /** RTP clock ticks in one frame. */
  readonly frameTicks: number
  /** A new stream comes in: what is left of the last one is no part of it. */
  restart(): void
  /** Gives the frames of one payload, each valid until the next; nothing for one that is damaged. */
  decode(payload: Uint8Array, onFrame: (frame: Frame, opus?: OpusPacket) => void): void
  /** The payload of 20 ms, valid until the next call; undefined when there is none yet. */
  encode(frame: Frame, opus?: OpusPacket): Buffer | undefined
  close(): void
}
