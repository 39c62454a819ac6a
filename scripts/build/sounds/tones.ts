/** Sound as numbers from -1 to 1, at a sample rate in Hz the caller keeps in mind. */
export type Samples = Float64Array

/** `frequencies` in Hz sounding together for `seconds`, with 5 ms ramps so that nothing clicks. */
export function chord(rate: number, seconds: number, frequencies: readonly number[]): Samples {
  const length = Math.round(rate * seconds)
  const ramp = Math.round(rate * 0.005)
  return Float64Array.from({ length }, (_, n) => {
    const edge = Math.min(1, n / ramp, (length - 1 - n) / ramp)
    const sum = frequencies.reduce((total, hz) => total + Math.sin((2 * Math.PI * hz * n) / rate), 0)
    return (edge * sum) / frequencies.length
  })
}

/** A struck bar: a fundamental in Hz with two fast-fading overtones. */
export function bell(rate: number, seconds: number, hz: number): Samples {
  const partials = [
    { ratio: 1, level: 1, decay: 5 },
    { ratio: 2, level: 0.35, decay: 9 },
    { ratio: 4, level: 0.12, decay: 18 },
  ]
  const length = Math.round(rate * seconds)
  const [attack, release] = [rate * 0.004, rate * 0.05]
  return Float64Array.from({ length }, (_, n) => {
    const t = n / rate
    const sum = partials.reduce(
      (total, { ratio, level, decay }) =>
        total + level * Math.exp(-decay * t) * Math.sin(2 * Math.PI * hz * ratio * t),
      0,
    )
    return sum * Math.min(1, n / attack, (length - 1 - n) / release)
  })
}

/** Sounds laid over each other on `seconds` of silence, each from its own second on. */
export function mix(
  rate: number,
  seconds: number,
  parts: ReadonlyArray<{ readonly at: number; readonly sound: Samples }>,
): Samples {
  const whole = new Float64Array(Math.round(rate * seconds))
  for (const { at, sound } of parts) {
    const start = Math.round(rate * at)
    for (const [n, value] of sound.entries()) {
      if (start + n < whole.length) whole[start + n] = (whole[start + n] ?? 0) + value
    }
  }
  return whole
}

/** Louder or softer, so that the loudest moment is `peak` (0 to 1). Silence stays silence. */
export function normalised(samples: Samples, peak: number): Samples {
  const loudest = samples.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  return loudest === 0 ? samples : samples.map((value) => (value * peak) / loudest)
}

/** A WAV file: 16-bit, mono. */
export function wavFile(rate: number, samples: Samples): Buffer {
  const data = Buffer.alloc(samples.length * 2)
  for (const [n, value] of samples.entries()) data.writeInt16LE(Math.round(value * 32_767), n * 2)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}
