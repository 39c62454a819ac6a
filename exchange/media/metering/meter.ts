import type { Clock } from '../../lib/clock.ts'
import { decodeMulaw } from '../codecs/mulaw.ts'
import { dominantHz } from './spectrum.ts'
import { FRAME_SAMPLES, SAMPLE_RATE, type Frame } from '../types.ts'

/** Level and frequency of the last half second. */
export interface MeterReading {
  /** RMS level, -100..0; a full-scale sine is 0 dBFS, -100 is silence. */
  levelDbfs: number
  /** The strongest frequency, 100..3900 Hz; null below -55 dBFS. */
  hz: number | null
  /** Frames since the meter was created. */
  frames: number
  /** Milliseconds since the last frame; absent before the first. */
  sinceMs?: number
}

export interface Meter {
  push(frame: Frame): void
  read(): MeterReading
}

const WINDOW = SAMPLE_RATE / 2
const WINDOW_MS = 500
const SILENT_DBFS = -100
/** Below this level a frequency would be that of noise. */
const AUDIBLE_DBFS = -55
const SINE_RMS = 32_124 / Math.SQRT2

/** `push` only stores the frame. The computation happens in `read`. */
export function createMeter(clock: Pick<Clock, 'now'>): Meter {
  const codes = new Uint8Array(WINDOW)
  let frames = 0
  let lastAt: number | undefined
  return {
    push(frame) {
      if (frame.length !== FRAME_SAMPLES) return
      codes.set(frame, (frames * FRAME_SAMPLES) % WINDOW)
      frames += 1
      lastAt = clock.now()
    },
    read() {
      const sinceMs = lastAt === undefined ? undefined : clock.now() - lastAt
      const since = sinceMs === undefined ? {} : { sinceMs }
      if (sinceMs === undefined || sinceMs > WINDOW_MS)
        return { levelDbfs: SILENT_DBFS, hz: null, frames, ...since }
      const heard = samples(codes, frames)
      const levelDbfs = levelOf(heard)
      return { levelDbfs, hz: levelDbfs < AUDIBLE_DBFS ? null : dominantHz(heard), frames, ...since }
    },
  }
}

/** The window as linear samples, oldest first. */
function samples(codes: Uint8Array, frames: number): Float64Array {
  const length = Math.min(frames * FRAME_SAMPLES, WINDOW)
  const end = (frames * FRAME_SAMPLES) % WINDOW
  const out = new Float64Array(length)
  for (let at = 0; at < length; at += 1)
    out[at] = decodeMulaw(codes[(end - length + at + WINDOW) % WINDOW] ?? 0)
  return out
}

function levelOf(heard: Float64Array): number {
  let sum = 0
  for (const sample of heard) sum += sample * sample
  const rms = Math.sqrt(sum / Math.max(1, heard.length))
  return Math.max(SILENT_DBFS, Math.min(0, Math.round(200 * Math.log10(rms / SINE_RMS)) / 10))
}
