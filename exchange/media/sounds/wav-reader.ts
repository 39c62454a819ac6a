import { createResampler } from './resample.ts'
import { decodeMulaw } from '../codecs/mulaw.ts'
import { fromSamples } from './sources.ts'
import { MediaError, SAMPLE_RATE, type AudioSource } from '../types.ts'

/** The content of a WAV file: interleaved samples as stored. */
interface Wav {
  encoding: 'pcm' | 'float' | 'mulaw'
  /** 1..32 */
  channels: number
  /** Samples per second, 1000..192000. */
  rate: number
  bits: number
  /** The sample bytes, little-endian. */
  data: DataView
}

const MULAW_TAG = 7
const EXTENSIBLE_TAG = 0xfffe
const ENCODINGS: Readonly<Record<number, Wav['encoding']>> = { 1: 'pcm', 3: 'float', [MULAW_TAG]: 'mulaw' }
const BITS: Readonly<Record<Wav['encoding'], readonly number[]>> = {
  pcm: [8, 16, 24, 32],
  float: [32, 64],
  mulaw: [8],
}

const bad = (why: string): MediaError => new MediaError(`The sound cannot be played: ${why}.`)

/** Plays a WAV file (PCM, float or mu-law, any rate, any number of channels) as 8 kHz mono. @throws MediaError */
export function wav(bytes: Uint8Array): AudioSource {
  const file = parseWav(bytes)
  const size = file.bits / 8
  const step = size * file.channels
  const count = Math.floor(file.data.byteLength / step)
  const read = reader(file)
  const mono = (index: number): number => {
    if (index < 0 || index >= count) return 0
    let sum = 0
    for (let channel = 0; channel < file.channels; channel += 1) sum += read(index * step + channel * size)
    return sum / file.channels
  }
  const resampled = createResampler(mono, count, file.rate, SAMPLE_RATE)
  let at = 0
  return fromSamples(() => (at < resampled.length ? resampled.sample(at++) : undefined))
}

/** Parses the chunks of a WAV file. An incomplete data chunk, as in a stream, is used as far as it goes. */
function parseWav(bytes: Uint8Array): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 12 || text(view, 0) !== 'RIFF' || text(view, 8) !== 'WAVE')
    throw bad('it is not a WAV file')
  let format: Omit<Wav, 'data'> | undefined
  for (let at = 12; at + 8 <= view.byteLength;) {
    const id = text(view, at)
    const length = Math.min(view.getUint32(at + 4, true), view.byteLength - at - 8)
    const body = new DataView(bytes.buffer, bytes.byteOffset + at + 8, length)
    if (id === 'fmt ') format = formatOf(body)
    else if (id === 'data') {
      if (!format) throw bad('its sound comes before its format')
      return { ...format, data: body }
    }
    at += 8 + length + (length % 2)
  }
  throw bad(format ? 'it has no sound in it' : 'it does not tell its format')
}

function formatOf(body: DataView): Omit<Wav, 'data'> {
  if (body.byteLength < 16) throw bad('its format is cut short')
  const tag = body.getUint16(0, true)
  // The extensible format has the actual tag in the first two bytes of its GUID.
  const encoding = ENCODINGS[tag === EXTENSIBLE_TAG && body.byteLength >= 26 ? body.getUint16(24, true) : tag]
  if (!encoding) throw bad(`its encoding (format ${tag}) is neither PCM, float nor mu-law`)
  const channels = body.getUint16(2, true)
  if (channels < 1 || channels > 32) throw bad(`it has ${channels} channels`)
  const rate = body.getUint32(4, true)
  if (rate < 1000 || rate > 192_000) throw bad(`it has ${rate} samples per second`)
  const bits = body.getUint16(14, true)
  if (!BITS[encoding].includes(bits)) throw bad(`it has ${bits} bits per sample`)
  return { encoding, channels, rate, bits }
}

/** One sample at a byte offset, in 16-bit range. */
function reader({ encoding, bits, data }: Wav): (at: number) => number {
  if (encoding === 'mulaw') return (at) => decodeMulaw(data.getUint8(at))
  if (encoding === 'float')
    return bits === 32 ? (at) => float(data.getFloat32(at, true)) : (at) => float(data.getFloat64(at, true))
  if (bits === 8) return (at) => (data.getUint8(at) - 128) * 256
  if (bits === 16) return (at) => data.getInt16(at, true)
  if (bits === 24) return (at) => data.getInt16(at + 1, true) + data.getUint8(at) / 256
  return (at) => data.getInt32(at, true) / 65_536
}

const float = (value: number): number =>
  Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) * 32_767 : 0

const text = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
