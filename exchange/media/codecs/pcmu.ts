import type { Codec } from './codec.ts'
import { createCutter } from './framer.ts'
import { FRAME_SAMPLES } from '../types.ts'

/** G.711 mu-law: frames are its payloads. Packets of any length are cut to frames. */
export function createPcmu(): Codec {
  const cutter = createCutter()
  const out = Buffer.alloc(FRAME_SAMPLES)
  return {
    payloadType: 0,
    frameTicks: FRAME_SAMPLES,
    restart: () => cutter.restart(),
    decode: (payload, onFrame) => cutter.cut(payload, onFrame),
    encode(frame) {
      out.set(frame)
      return out
    },
    close: () => undefined,
  }
}
