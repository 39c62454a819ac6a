/** Level and strongest frequency of a piece of audio. */
export interface AudioMeasurement {
  /** Level in dB relative to full scale; -Infinity for digital silence. */
  readonly dbfs: number
  /** The strongest frequency in hertz, or null for silence. */
  readonly hz: number | null
}

/** Audio below this level counts as silence. Comfort noise and dither are below it, speech and tones above. */
export const AUDIBLE_DBFS = -50

/**
 * Measures 16-bit mono samples: the root mean square level, and the strongest frequency of a Hann-windowed DFT in steps
 * of 5 Hz from 100 to 3400 Hz (the telephone band). Needs at least 20 ms.
 */
export function measure(samples: Int16Array, sampleRate: number): AudioMeasurement {
  const dbfs = level(samples)
  if (dbfs < AUDIBLE_DBFS) return { dbfs, hz: null }
  let best = { hz: 0, power: 0 }
  for (let hz = 100; hz <= 3400; hz += 5) {
    const power = powerAt(samples, sampleRate, hz)
    if (power > best.power) best = { hz, power }
  }
  return { dbfs, hz: best.hz }
}

/** Root mean square level in dB relative to full scale. */
export function level(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return 10 * Math.log10(sum / Math.max(1, samples.length) / 32_768 ** 2)
}

/** The level of one tone in dB relative to full scale. Needs at least 10 ms. */
export function toneLevel(samples: Int16Array, sampleRate: number, hz: number): number {
  const window = (samples.length - 1) / 2
  return 10 * Math.log10((2 * powerAt(samples, sampleRate, hz)) / window ** 2 / 32_768 ** 2)
}

function powerAt(samples: Int16Array, sampleRate: number, hz: number): number {
  const step = (2 * Math.PI * hz) / sampleRate
  let real = 0
  let imaginary = 0
  samples.forEach((sample, n) => {
    const windowed = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (samples.length - 1)))
    real += windowed * Math.cos(step * n)
    imaginary += windowed * Math.sin(step * n)
  })
  return real * real + imaginary * imaginary
}
