import { FRAME_SAMPLES, type Frame } from '../types.ts'

/** Splits mu-law samples of any length into frames. An incomplete frame waits for more samples. */
export interface Framer {
  readonly isEmpty: boolean
  /** Adds samples. A frame is valid until the next one. */
  push(samples: Uint8Array, onFrame: (frame: Frame) => void): void
  restart(): void
}

export function createFramer(): Framer {
  const partial = new Uint8Array(FRAME_SAMPLES)
  let filled = 0
  return {
    get isEmpty() {
      return filled === 0
    },
    push(samples, onFrame) {
      if (samples.length === FRAME_SAMPLES && filled === 0) return onFrame(samples)
      for (let from = 0; from < samples.length;) {
        const count = Math.min(FRAME_SAMPLES - filled, samples.length - from)
        partial.set(samples.subarray(from, from + count), filled)
        filled += count
        from += count
        if (filled < FRAME_SAMPLES) return
        filled = 0
        onFrame(partial)
      }
    },
    restart() {
      filled = 0
    },
  }
}
