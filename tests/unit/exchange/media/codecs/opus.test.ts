import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Codec } from '../../../../../exchange/media/codecs/codec.ts'
import { createOpus } from '../../../../../exchange/media/codecs/opus.ts'
import { tone, tones } from '../../../../../exchange/media/sounds/sources.ts'
import type { Frame } from '../../../../../exchange/media/types.ts'
import { framesOf, heard } from '../../../../support/media/listen.ts'

const open: Codec[] = []
const warnings: string[] = []
afterEach(() => {
  for (const codec of open.splice(0)) codec.close()
  expect(warnings.splice(0)).toEqual([])
})

/** A codec whose libopus is loaded. */
async function opus(maxAverageBitrate?: number): Promise<Codec> {
  const agreed = { name: 'opus', payloadType: 111, clockRate: 48_000, maxAverageBitrate } as const
  const codec = createOpus(agreed, (words) => warnings.push(words))
  open.push(codec)
  await codec.loaded
  return codec
}
const silent = new Uint8Array(160).fill(0xff)

const encoded = (codec: Codec, frames: readonly Frame[]): Buffer[] =>
  frames.map((frame) => Buffer.from(codec.encode(frame) ?? ''))
function decoded(codec: Codec, packets: readonly Uint8Array[]): Frame[] {
  const frames: Frame[] = []
  for (const packet of packets) codec.decode(packet, (frame) => frames.push(frame.slice()))
  return frames
}

describe('Opus', () => {
  it.each([
    [300, -6],
    [440, -12],
    [1000, -20],
    [2600, -30],
  ])('keeps the pitch of a %i Hz tone, and its level of %i dBFS', async (hz, dBFS) => {
    const [talker, listener] = await Promise.all([opus(), opus()])
    const { hz: heardHz, levelDbfs } = heard(
      decoded(listener, encoded(talker, framesOf(tone(hz, 1000, dBFS)))),
    )
    expect(heardHz).toBeCloseTo(hz, -1)
    expect(Math.abs(levelDbfs - dBFS)).toBeLessThan(1.5)
  })

  it('is 20 ms a packet, counted at 48 kHz', async () => {
    const codec = await opus()
    expect(codec.frameTicks).toBe(960)
    expect(decoded(codec, encoded(codec, framesOf(tone(440, 200))))).toHaveLength(10)
  })

  it('forwards Opus packets unchanged', async () => {
    const [talker, relayed] = await Promise.all([opus(), opus()])
    const packets = encoded(talker, framesOf(tone(440, 100)))
    const sent: Buffer[] = []
    for (const packet of packets)
      relayed.decode(packet, (frame, came) => sent.push(Buffer.from(relayed.encode(frame, came) ?? '')))
    expect(sent).toEqual(packets)
  })

  it('keeps to the bitrate limit of the client', async () => {
    const bytes = async (limit?: number): Promise<number> => {
      const packets = encoded(await opus(limit), framesOf(tones([440, 1330, 2510], 2000)))
      return packets.reduce((sum, packet) => sum + packet.length, 0)
    }
    const [free, limited] = [await bytes(), await bytes(8000)]
    expect(limited * 8).toBeLessThan(8000 * 2 * 1.2)
    expect(free).toBeGreaterThan(limited * 1.5)
  })

  it('drops invalid packets and continues', async () => {
    const codec = await opus()
    const packets = encoded(codec, framesOf(tone(440, 40)))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (garbage) => {
        codec.decode(garbage, (frame) => expect(frame).toHaveLength(160))
        codec.restart()
        expect(decoded(codec, packets)).toHaveLength(2)
      }),
    )
  })

  it('is silent before it is loaded, and after it was closed', async () => {
    const agreed = {
      name: 'opus',
      payloadType: 111,
      clockRate: 48_000,
      maxAverageBitrate: undefined,
    } as const
    const young = createOpus(agreed, (words) => warnings.push(words))
    expect(young.encode(silent)).toBeUndefined()
    young.close()
    await young.loaded
    expect(young.encode(silent)).toBeUndefined()
    const old = await opus()
    const packets = encoded(old, framesOf(tone(440, 40)))
    old.close()
    expect(old.encode(silent)).toBeUndefined()
    expect(decoded(old, packets)).toEqual([])
  })
})
