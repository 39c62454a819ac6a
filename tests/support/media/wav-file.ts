import { encodeMulaw } from '../../../exchange/media/codecs/mulaw.ts'

export interface WavShape {
  /** 1 PCM, 3 float, 7 mu-law. */
  tag: number
  bits: number
  channels: number
  rate: number
  extensible?: boolean
}

/** A WAV file with the same samples (-1..1) on every channel. */
export function wavFile(shape: WavShape, count: number, sample: (at: number) => number): Uint8Array {
  const size = Math.ceil(shape.bits / 8)
  const data = new DataView(new ArrayBuffer(count * size * shape.channels))
  for (let at = 0, offset = 0; at < count; at += 1) {
    for (let channel = 0; channel < shape.channels; channel += 1, offset += size)
      write(data, offset, shape, sample(at))
  }
  const format = new DataView(new ArrayBuffer(shape.extensible ? 40 : 16))
  format.setUint16(0, shape.extensible ? 0xfffe : shape.tag, true)
  format.setUint16(2, shape.channels, true)
  format.setUint32(4, shape.rate, true)
  format.setUint16(14, shape.bits, true)
  if (shape.extensible) format.setUint16(24, shape.tag, true)
  const body = [...text('WAVE'), ...chunk('fmt ', bytes(format)), ...chunk('data', bytes(data))]
  return chunk('RIFF', Uint8Array.from(body))
}

/** A RIFF chunk, padded to an even length. */
export function chunk(id: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(8 + body.length + (body.length % 2))
  out.set(text(id))
  new DataView(out.buffer).setUint32(4, body.length, true)
  out.set(body, 8)
  return out
}

function write(data: DataView, at: number, { tag, bits }: WavShape, value: number): void {
  if (tag === 7) data.setUint8(at, encodeMulaw(value * 32_767))
  else if (tag === 3 && bits === 32) data.setFloat32(at, value, true)
  else if (tag === 3) data.setFloat64(at, value, true)
  else if (bits === 8) data.setUint8(at, Math.round(value * 127) + 128)
  else if (bits === 16) data.setInt16(at, Math.round(value * 32_767), true)
  else if (bits === 24) data.setInt16(at + 1, Math.round(value * 32_767), true)
  else if (bits === 32) data.setInt32(at, Math.round(value * 0x7fff_ffff), true)
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const bytes = (view: DataView): Uint8Array => new Uint8Array(view.buffer)
