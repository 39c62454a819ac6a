import type { Frame, OpusPacket } from '../types.ts'

/** The codec of one leg: converts between its RTP payloads and frames. */
export interface Codec {
  readonly payloadType: number
  /** RTP clock ticks in one frame. */
  readonly frameTicks: number
  /** Discards samples of the previous stream, because a new one starts. */
  restart(): void
  /** Passes on the frames of one payload, each valid until the next; none for a damaged payload. */
  decode(payload: Uint8Array, onFrame: (frame: Frame, opus?: OpusPacket) => void): void
  /** The payload of 20 ms, valid until the next call; undefined when there is none yet. */
  encode(frame: Frame, opus?: OpusPacket): Buffer | undefined
  close(): void
}
