import { monotonicClock } from '../lib/clock.ts'
import { createMeter, type Meter } from './metering/meter.ts'
import { createFarEnd, type FarEnd, type FarEndScript } from './sounds/far-end.ts'
import { createPlayer, type Playback } from './sounds/player.ts'
import { busy, dtmf, ringback, silence, tone } from './sounds/sources.ts'
import { say, type SayOptions } from './sounds/say.ts'
import type { AudioSource, FrameSink } from './types.ts'
import { wav } from './sounds/wav-reader.ts'

/** The sounds of an exchange, and one player for all of them. */
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
  const player = createPlayer(monotonicClock, onWarning)
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
    meter: () => createMeter(monotonicClock),
    close: () => player.close(),
  }
}
