import { encodeMulaw, MULAW_SILENCE } from '../codecs/mulaw.ts'
import { FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE, type AudioSource, type Frame } from '../types.ts'

/** The default level of tones; a full-scale sine is 0 dBFS. */
const DEFAULT_DBFS = -12
const FULL_SCALE = 32_124

/**
 * A source from a function that fills one frame and returns whether there was one. The frame is reused, so it is valid until the next
 * call.
 */
function fromFill(fill: (frame: Frame) => boolean): AudioSource {
  const frame = new Uint8Array(FRAME_SAMPLES)
  return { next: () => (fill(frame) ? frame : undefined) }
}

/** A source from linear samples (16-bit range), one at a time; `undefined` ends it, the last frame padded. */
export function fromSamples(sample: () => number | undefined): AudioSource {
  let over = false
  return fromFill((frame) => {
    if (over) return false
    for (let at = 0; at < FRAME_SAMPLES; at += 1) {
      const value = over ? undefined : sample()
      if (value === undefined) {
        if (at === 0) return false
        over = true
      }
      frame[at] = value === undefined ? MULAW_SILENCE : encodeMulaw(value)
    }
    return true
  })
}

/** Frames in `ms`, to the nearest; endless when undefined. */
const framesIn = (ms: number | undefined): number => (ms === undefined ? Infinity : Math.round(ms / FRAME_MS))

/** Silence for `ms`, or without end. */
export function silence(ms?: number): AudioSource {
  const frame = new Uint8Array(FRAME_SAMPLES).fill(MULAW_SILENCE)
  let left = framesIn(ms)
  return { next: () => (left-- > 0 ? frame : undefined) }
}

/** One or more sine waves together (0..4000 Hz), for `ms` or without end; `dBFS` is the level of the loudest peak. */
export function tones(hz: readonly number[], ms?: number, dBFS = DEFAULT_DBFS): AudioSource {
  const waves = hz.map((frequency) => ({ step: (2 * Math.PI * frequency) / SAMPLE_RATE, phase: 0 }))
  const amplitude = (FULL_SCALE * 10 ** (dBFS / 20)) / Math.max(1, waves.length)
  let left = framesIn(ms)
  return fromFill((frame) => {
    if (left-- <= 0) return false
    for (let at = 0; at < FRAME_SAMPLES; at += 1) {
      let sum = 0
      for (const wave of waves) {
        sum += Math.sin(wave.phase)
        wave.phase = (wave.phase + wave.step) % (2 * Math.PI)
      }
      frame[at] = encodeMulaw(amplitude * sum)
    }
    return true
  })
}

export const tone = (hz: number, ms?: number, dBFS?: number): AudioSource => tones([hz], ms, dBFS)

/** Plays one source after the other. */
export function concat(...sources: AudioSource[]): AudioSource {
  let current = 0
  return {
    next() {
      for (; current < sources.length; current += 1) {
        const frame = sources[current]?.next()
        if (frame) return frame
      }
      return undefined
    },
  }
}

/** The first `ms` of a source, to the nearest frame. */
export function firstMs(source: AudioSource, ms: number): AudioSource {
  let left = framesIn(ms)
  return { next: () => (left-- > 0 ? source.next() : undefined) }
}

/** Plays the sources that `make` creates, `times` times; default: without end. An empty source ends it. */
export function repeat(make: () => AudioSource, times = Infinity): AudioSource {
  let left = times
  let current: AudioSource | undefined
  return {
    next() {
      const frame = current?.next()
      if (frame) return frame
      if (left <= 0) return undefined
      left -= 1
      current = make()
      const first = current.next()
      if (!first) left = 0
      return first
    },
  }
}

/** The North American ringback tone: 440 + 480 Hz, 2 s on, 4 s off. */
export const ringback = (): AudioSource => repeat(() => concat(tones([440, 480], 2000, -16), silence(4000)))

/** The North American busy tone: 480 + 620 Hz, half a second on, half a second off. */
export const busy = (times?: number): AudioSource =>
  repeat(() => concat(tones([480, 620], 500, -16), silence(500)), times)

const ROWS = [697, 770, 852, 941]
const COLUMNS = [1209, 1336, 1477, 1633]
const KEYPAD = '123A456B789C*0#D'

/** Keypad digits as audible DTMF: 160 ms each, 80 ms between; `w` is a pause of half a second, other characters are skipped. */
export function dtmf(digits: string): AudioSource {
  const sources = Array.from(digits).flatMap((digit) => {
    if (digit === 'w' || digit === 'W') return [silence(500)]
    const key = KEYPAD.indexOf(digit.toUpperCase())
    const pair = [ROWS[key >> 2] ?? 0, COLUMNS[key & 3] ?? 0]
    return key === -1 ? [] : [tones(pair, 160, -9), silence(80)]
  })
  return concat(...sources)
}
