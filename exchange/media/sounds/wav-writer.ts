import { FRAME_MS, SAMPLE_RATE, type AudioSource } from '../types.ts'

const HEADER_BYTES = 44
const MULAW_TAG = 7

/** The first `ms` milliseconds of a source as a WAV file (mu-law, 8 kHz, mono). */
export function wavFile(source: AudioSource, ms: number): Buffer {
  const frames: Buffer[] = []
  for (let at = 0; at < ms; at += FRAME_MS) {
    const frame = source.next()
    if (!frame) break
    frames.push(Buffer.from(frame))
  }
  const data = Buffer.concat(frames)
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('RIFF', 0)
  header.writeUInt32LE(HEADER_BYTES - 8 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(MULAW_TAG, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(SAMPLE_RATE, 24)
  header.writeUInt32LE(SAMPLE_RATE, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}
