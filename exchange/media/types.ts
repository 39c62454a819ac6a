import type { PacketLoss } from './legs/packet-loss.ts'

/** 20 ms of G.711 mu-law: exactly 160 bytes at 8 kHz, mono. */
export type Frame = Uint8Array

/** The Opus packet (RFC 6716) of the same 20 ms, as the sender encoded it. Other Opus legs forward it unchanged. */
export type OpusPacket = Uint8Array

/** Audio samples in one frame. */
export const FRAME_SAMPLES = 160
/** Length of one frame in milliseconds. */
export const FRAME_MS = 20
/** Samples per second of every frame and source. */
export const SAMPLE_RATE = 8000

/** `disconnected` can become `connected` again, by an ICE restart. `closed` is final. */
export type LegState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'closed'

export type LegEvent =
  | { type: 'state'; state: LegState }
  /** The leg can never carry audio again and closes; the text gives the reason. */
  | { type: 'failed'; reason: string }
  /** Event and frame are reused for the next one: copy the frame to keep it. `opus` is set when the client sends Opus. */
  | { type: 'frame'; frame: Frame; opus?: OpusPacket | undefined }
  /** `0`-`9`, `*` or `#`; one event a press (RFC 4733). */
  | { type: 'digit'; digit: string }

/** The audio connection of one client: WebRTC with G.711 mu-law or Opus, as the client prefers. */
export interface MediaLeg {
  /** Resolves with the answer to the client's offer. Rejects with MediaError when the SDP cannot be used. */
  answer(offer: string): Promise<string>
  /** The offer to send with an invite. */
  offer(): Promise<string>
  /** Sets the client's answer to `offer()`. Rejects with MediaError when the SDP cannot be used. */
  accept(answer: string): Promise<void>
  /** ICE restart on the same leg (`reinvite`). Resolves with the answer to the client's new offer; audio continues. */
  restart(offer: string): Promise<string>
  /** The client's ICE user fragment; '' before its description is known. */
  readonly remoteUfrag: string
  readonly state: LegState
  /** Calls the listener for every new event. Returns a function that unsubscribes. */
  on(listener: (event: LegEvent) => void): () => void
  /** Sends 20 ms of audio; the caller paces it. Dropped before `connected` and after `close`. */
  send(frame: Frame, opus?: OpusPacket): void
  /** Sends one digit as RFC 4733 events; does nothing when telephone-event is not negotiated. */
  sendDigit(digit: string): void
  /** Ends the leg in any state. Idempotent. */
  close(): Promise<void>
  /** Fault: while on, audio and ICE checks are dropped in both directions. */
  blackhole(on: boolean): void
}

export interface MediaLegOptions {
  /** A fault: the datagrams that are dropped. Default: none. */
  packetLoss?: PacketLoss
  /** The address to bind to, and the only host candidate; default 127.0.0.1. */
  host?: string
  /** Called with a sentence for each harmless problem, such as invalid packets or a failed ICE restart. */
  onWarning?: (words: string) => void
}

export type MediaLegFactory = (options?: MediaLegOptions) => MediaLeg

/** Audio to play, 20 ms at a time; `undefined` once it is finished. A frame is valid until the next call. */
export interface AudioSource {
  next(): Frame | undefined
}

/** A consumer of frames, such as `send` of a leg or `push` of a meter. */
export type FrameSink = (frame: Frame, opus?: OpusPacket) => void

/** Unusable media. The message is a readable sentence. */
export class MediaError extends Error {
  override readonly name = 'MediaError'
}
