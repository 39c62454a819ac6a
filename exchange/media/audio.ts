import { systemClock } from './clock.ts'
import { createMeter, type Meter } from './metering/meter.ts'
import { createFarEnd, type FarEnd, type FarEndScript } from './sounds/far-end.ts'
import { createPlayer, type Playback } from './sounds/player.ts'
import { busy, dtmf, ringback, silence, tone } from './sounds/sources.ts'
import { say, type SayOptions } from './sounds/speech.ts'
import type { AudioSource, Frame, FrameSink, OpusPacket } from './types.ts'
import { wav } from './sounds/wav-reader.ts'

export type { Meter } from './metering/meter.ts'
export type { AudioSource, Frame, FrameSink, OpusPacket } from './types.ts'

/** Sounds, and the one ticker that paces them all. */
export interface Audio {
  tone(hz: number, ms?: number): AudioSource
  silence(ms?: number): AudioSource
  ringback(): AudioSource
  busy(): AudioSource
  say(words: string, options: SayOptions): AudioSource
  digits(digits: string): AudioSource
  /** @throws MediaError when the bytes are not a WAV file. */
  wav(bytes: Uint8Array): AudioSource
  play(source: AudioSource, sink: FrameSink): Playback
  farEnd(script: FarEndScript, speak: FrameSink): FarEnd
  meter(): Meter
  close(): void
}

export function createAudio(onWarning: (words: string) => void): Audio {
  const player = createPlayer(systemClock, onWarning)
  return {
    tone,
    silence,
    ringback,
    busy,
    say,
    digits: dtmf,
    wav,
    play: (source, sink) => player.play(source, sink),
    farEnd: (script, speak) => createFarEnd(script, speak, player),
    meter: () => createMeter(systemClock),
    close: () => player.close(),
  }
}

export type VoiceEvent =
  /** `opus` is what it came as, if it did: another leg of that codec sends it on untouched. */
  | { readonly type: 'frame'; readonly frame: Frame; readonly opus?: OpusPacket | undefined }
  /** One press; `audio` is RFC 4733 in RTP, `signal` a `dtmf` message. */
  | { readonly type: 'digit'; readonly digit: string; readonly by: 'audio' | 'signal' }

/** One end of a conversation: what is sent to it, it hears; what it says comes as events. */
export interface Voice {
  send(frame: Frame, opus?: OpusPacket): void
  sendDigit(digit: string): void
  /** Listens from now on; the answer stops listening. */
  on(listener: (event: VoiceEvent) => void): () => void
}

/** The listening half of a voice, for whoever makes one. */
export function createVoiceEvents(): { emit(event: VoiceEvent): void; on: Voice['on'] } {
  const listeners = new Set<(event: VoiceEvent) => void>()
  return {
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Lets two voices hear each other, digits included, until the answer is called. */
export function bridge(one: Voice, other: Voice): () => void {
  const stops = [relay(one, other), relay(other, one)]
  return () => stops.forEach((stop) => stop())
}

function relay(from: Voice, to: Voice): () => void {
  return from.on((event) => {
    if (event.type === 'frame') to.send(event.frame, event.opus)
    else to.sendDigit(event.digit)
  })
}
