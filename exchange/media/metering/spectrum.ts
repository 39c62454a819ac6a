import { SAMPLE_RATE } from '../types.ts'

const SIZE = 4096
const LOWEST_HZ = 100
const HIGHEST_HZ = 3900

/**
 * The strongest frequency in up to 4096 samples at 8 kHz, within 1 Hz for a steady tone of half a second; null for
 * digital silence. Windowed spectrum, with the peak interpolated between bins by a parabola through the logarithms.
 */
export function dominantHz(samples: Float64Array): number | null {
  const count = Math.min(samples.length, SIZE)
  const real = new Float64Array(SIZE)
  const imaginary = new Float64Array(SIZE)
  for (let at = 0; at < count; at += 1) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / count)
    real[at] = (samples[at] ?? 0) * hann
  }
  transform(real, imaginary)
  const power = (bin: number): number => (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2
  let peak = 0
  let strongest = 0
  for (
    let bin = Math.ceil((LOWEST_HZ * SIZE) / SAMPLE_RATE);
    bin <= (HIGHEST_HZ * SIZE) / SAMPLE_RATE;
    bin += 1
  ) {
    if (power(bin) <= strongest) continue
    strongest = power(bin)
    peak = bin
  }
  if (strongest < 1) return null
  const [before, at, after] = [power(peak - 1), strongest, power(peak + 1)].map((value) =>
    Math.log(value + 1e-9),
  )
  const curve = (before ?? 0) - 2 * (at ?? 0) + (after ?? 0)
  const shift = curve === 0 ? 0 : (0.5 * ((before ?? 0) - (after ?? 0))) / curve
  return Math.round(((peak + shift) * SAMPLE_RATE * 10) / SIZE) / 10
}

/** Fast Fourier transform in place (Cooley and Tukey, radix 2). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length
  for (let at = 1, to = 0; at < size; at += 1) {
    let bit = size >> 1
    for (; (to & bit) !== 0; bit >>= 1) to ^= bit
    to ^= bit
    if (at < to) {
      swap(real, at, to)
      swap(imaginary, at, to)
    }
  }
  for (let length = 2; length <= size; length *= 2) {
    const half = length / 2
    for (let k = 0; k < half; k += 1) {
      const cos = Math.cos((-2 * Math.PI * k) / length)
      const sin = Math.sin((-2 * Math.PI * k) / length)
      for (let low = k; low < size; low += length) {
        const high = low + half
        const [re, im] = [real[high] ?? 0, imaginary[high] ?? 0]
        const [x, y] = [re * cos - im * sin, re * sin + im * cos]
        real[high] = (real[low] ?? 0) - x
        imaginary[high] = (imaginary[low] ?? 0) - y
        real[low] = (real[low] ?? 0) + x
        imaginary[low] = (imaginary[low] ?? 0) + y
      }
    }
  }
}

function swap(values: Float64Array, one: number, two: number): void {
  const kept = values[one] ?? 0
  values[one] = values[two] ?? 0
  values[two] = kept
}
