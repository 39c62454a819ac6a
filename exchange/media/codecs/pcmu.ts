import type { Codec } from './codec.ts'
import { createFramer } from './framer.ts'
import { FRAME_SAMPLES } from '../types.ts'

/** G.711 mu-law: the payload is the frame. Packets of any length are split into frames. */
export function createPcmu(): Codec {
  const framer = createFramer()
  const out = Buffer.alloc(FRAME_SAMPLES)
  return {
    payloadType: 0,
    frameTicks: FRAME_SAMPLES,
    restart: () => framer.restart(),
    decode: (payload, onFrame) => framer.push(payload, onFrame),
    encode(frame) {
      out.set(frame)
      return out
    },
    close: () => undefined,
  }
}
