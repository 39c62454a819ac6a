/** Zero crossings of the interpolating sinc to each side: enough to keep aliases some 50 dB down. */
const CROSSINGS = 12
/** The pass band, as a part of half the lower rate. The filter falls off above it. */
const PASS_BAND = 0.92

export interface Resampler {
  /** The number of samples at the new rate. */
  length: number
  /** One sample at the new rate; computed on demand. */
  sample(index: number): number
}

/**
 * Changes the sample rate with a windowed sinc, low-passed below half the lower of both rates. `read` gives a
 * sample of the original and 0 outside of it.
 */
export function createResampler(
  read: (index: number) => number,
  count: number,
  from: number,
  to: number,
): Resampler {
  if (from === to) return { length: count, sample: read }
  const ratio = from / to
  const cutoff = PASS_BAND * Math.min(1, to / from)
  const reach = CROSSINGS / cutoff
  return {
    length: Math.ceil(count / ratio),
    sample(index) {
      const centre = index * ratio
      let sum = 0
      for (let at = Math.ceil(centre - reach); at <= centre + reach; at += 1) {
        const distance = at - centre
        sum += read(at) * cutoff * sinc(distance * cutoff) * window(distance / reach)
      }
      return sum
    },
  }
}

const sinc = (x: number): number => (Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Hann, -1..1. */
const window = (x: number): number => 0.5 + 0.5 * Math.cos(Math.PI * x)
