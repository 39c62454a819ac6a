import { createMeter, type MeterReading } from '../../../exchange/media/metering/meter.ts'
import type { AudioSource, Frame } from '../../../exchange/media/types.ts'

/** All frames of a source that ends, copied; at most `limit`. */
export function framesOf(source: AudioSource, limit = 10_000): Frame[] {
  const frames: Frame[] = []
  for (let frame = source.next(); frame && frames.length < limit; frame = source.next())
    frames.push(frame.slice())
  return frames
}

/** What a meter reads after the first `limit` frames of a source. */
export function heard(source: AudioSource | Iterable<Frame>, limit = 50): MeterReading {
  const meter = createMeter({ now: () => 0 })
  const frames = 'next' in source ? framesOf(source, limit) : source
  for (const frame of frames) meter.push(frame)
  return meter.read()
}
