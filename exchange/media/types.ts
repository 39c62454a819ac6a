import type { PacketLoss } from './legs/packet-loss.ts'

/** 20 ms of G.711 mu-law: exactly 160 bytes at 8 kHz, mono. */
export type Frame = Uint8Array

/** The same 20 ms as somebody sent them in Opus (RFC 6716): who speaks Opus too gets them as they are. */
export type OpusPacket = Uint8Array

/** Audio samples in one frame. */
export const FRAME_SAMPLES = 160
/** Length of one frame in milliseconds. */
export const FRAME_MS = 20
/** Samples per second of every frame and source. */
export const SAMPLE_RATE = 8000

/** `disconnected` may turn `connected` again (ICE restart); `closed` is final. */
export type LegState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'closed'

export type LegEvent =
  | { type: 'state'; state: LegState }
  /** The leg can never carry audio again and closes; the text gives the reason. */
  | { type: 'failed'; reason: string }
  /** Event and frame are reused for the next one: copy the frame to keep it. `opus` is set when the client sent that. */
  | { type: 'frame'; frame: Frame; opus?: OpusPacket | undefined }
  /** `0`-`9`, `*` or `#`; once a press (RFC 4733). */
  | { type: 'digit'; digit: string }

/** One client's audio: a peer connection with G.711 mu-law or Opus both ways, as the client prefers. */
export interface MediaLeg {
  /** Answers the client's offer (SDP in, SDP out). Rejects with MediaError when the SDP cannot be used. */
  answer(offer: string): Promise<string>
  /** The offer to send with an invite. */
  offer(): Promise<string>
  /** Takes the client's answer to `offer()`. Rejects with MediaError when the SDP cannot be used. */
  accept(answer: string): Promise<void>
  /** ICE restart on the same leg (a reinvite): the answer to the client's new offer; audio goes on both ways. */
  restart(offer: string): Promise<string>
  /** The client's ICE user fragment; '' before its description is known. */
  readonly remoteUfrag: string
  readonly state: LegState
  /** Listens from now on; the answer stops listening. */
  on(listener: (event: LegEvent) => void): () => void
  /** Sends 20 ms of audio; the caller paces it. Silently dropped before `connected` and after close. */
  send(frame: Frame, opus?: OpusPacket): void
  /** Sends one digit as RFC 4733 events; does nothing when telephone-event is not negotiated. */
  sendDigit(digit: string): void
  /** Ends the leg, whatever state it is in. Idempotent. */
  close(): Promise<void>
  /** Fault: while on, media is dropped both ways (ICE and DTLS stay up). */
  blackhole(on: boolean): void
}

export interface MediaLegOptions {
  /** A fault: which datagrams are lost. Default: none. */
  packetLoss?: PacketLoss
  /** The address to bind and to announce as the only host candidate; default 127.0.0.1. */
  host?: string
  /** Called with a sentence when something odd but harmless happens (bad packets, failed ICE). */
  onWarning?: (words: string) => void
}

export type MediaLegFactory = (options?: MediaLegOptions) => MediaLeg

/** Audio to play, 20 ms at a time; `undefined` once it is finished. A frame is valid until the next call. */
export interface AudioSource {
  next(): Frame | undefined
}

/** Where frames go: `leg.send`, a meter's `push`, a recorder. */
export type FrameSink = (frame: Frame, opus?: OpusPacket) => void

/** Media that cannot be used; the message is a sentence for a person. */
export class MediaError extends Error {
  override readonly name = 'MediaError'
}
