import type { OpusDecoderHandle, OpusEncoderHandle } from 'libopus-wasm'
import type { Codec } from './codec.ts'
import { createFramer } from './framer.ts'
import { decodeMulaw, encodeMulaw } from './mulaw.ts'
import type { AgreedCodec } from '../sdp/codec-negotiation.ts'
import { FRAME_MS, FRAME_SAMPLES, SAMPLE_RATE } from '../types.ts'

export interface OpusCodec extends Codec {
  /** Resolves when libopus is loaded, or could not be loaded. */
  readonly loaded: Promise<void>
}

/** Bit/s. Enough for a voice at 8 kHz. */
const BITRATE = 24_000
/** 0..10. A higher value takes twice the time, with no audible gain at 8 kHz. */
const COMPLEXITY = 5

/**
 * Opus (RFC 7587) to and from 8 kHz mono. The first call that uses Opus loads libopus. Loading ends before the leg is connected; until
 * then the leg is silent. Packets of 20 ms are also passed on unchanged, beside their frame.
 */
export function createOpus(agreed: AgreedCodec, onWarning: (words: string) => void): OpusCodec {
  const framer = createFramer()
  const linear = new Int16Array(FRAME_SAMPLES)
  let coder: { encoder: OpusEncoderHandle; decoder: OpusDecoderHandle } | undefined
  let closed = false

  async function load(): Promise<void> {
    const { Application, createDecoder, createEncoder } = await import('libopus-wasm')
    const form = { sampleRate: SAMPLE_RATE, channels: 1 } as const
    const bitrate = Math.min(BITRATE, agreed.maxAverageBitrate ?? BITRATE)
    const [encoder, decoder] = await Promise.all([
      createEncoder({ ...form, application: Application.Voip, complexity: COMPLEXITY, bitrate }),
      createDecoder(form),
    ])
    coder = { encoder, decoder }
    if (closed) free()
  }

  function free(): void {
    coder?.encoder.free()
    coder?.decoder.free()
    coder = undefined
  }

  return {
    loaded: load().catch(() => onWarning('Opus could not be loaded; the call leg has no sound.')),
    payloadType: agreed.payloadType,
    frameTicks: (agreed.clockRate * FRAME_MS) / 1000,
    restart: () => framer.restart(),
    decode(payload, onFrame) {
      const samples = coder && decoded(coder.decoder, payload)
      if (!samples) return
      const isFrame = samples.length === FRAME_SAMPLES && framer.isEmpty
      framer.push(Uint8Array.from(samples, encodeMulaw), (frame) =>
        isFrame ? onFrame(frame, payload) : onFrame(frame),
      )
    },
    encode(frame, opus) {
      const packet = opus ?? (coder && encoded(coder.encoder, frame, linear))
      return packet && Buffer.from(packet.buffer, packet.byteOffset, packet.length)
    },
    close() {
      closed = true
      free()
    },
  }
}

/** Undefined for a payload that is not an Opus packet. */
function decoded(decoder: OpusDecoderHandle, payload: Uint8Array): Int16Array | undefined {
  try {
    return decoder.decode(payload)
  } catch {
    return undefined
  }
}

function encoded(encoder: OpusEncoderHandle, frame: Uint8Array, linear: Int16Array): Uint8Array {
  for (let at = 0; at < FRAME_SAMPLES; at += 1) linear[at] = decodeMulaw(frame[at] ?? 0)
  return encoder.encode(linear)
}
