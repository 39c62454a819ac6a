import * as fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPcmu } from '../../../../../exchange/media/codecs/pcmu.ts'
import { createRtpInbound, type RtpInbound } from '../../../../../exchange/media/rtp/rtp-inbound.ts'

let frames: number[][]
let digits: string[]
let warnings: string[]
let inbound: RtpInbound

beforeEach(() => {
  frames = []
  digits = []
  warnings = []
  const codec = createPcmu()
  inbound = createRtpInbound({
    codec: () => codec,
    event: () => 126,
    onFrame: (frame) => frames.push([...frame]),
    onDigit: (digit) => digits.push(digit),
    onWarning: (words) => warnings.push(words),
  })
})

const audio = (sequenceNumber: number, payload: Uint8Array, ssrc = 7): void =>
  inbound.packet({ payloadType: 0, sequenceNumber, timestamp: sequenceNumber * 160, ssrc }, payload)
const event = (sequenceNumber: number, timestamp: number, payload: number[]): void =>
  inbound.packet({ payloadType: 126, sequenceNumber, timestamp, ssrc: 7 }, Uint8Array.from(payload))
const filled = (length: number, value = 1): Uint8Array => new Uint8Array(length).fill(value)

describe('inbound audio', () => {
  it('is passed on unchanged', () => {
    audio(65_535, filled(160, 1))
    audio(0, filled(160, 2))
    expect(frames.map((frame) => [frame.length, frame[0]])).toEqual([
      [160, 1],
      [160, 2],
    ])
  })

  it('is split into frames of 20 ms without losing a sample, for any packet length', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 40 })
    let ssrc = 1_000
    fc.assert(
      fc.property(lengths, (sizes) => {
        // A new stream for each run.
        ssrc += 1
        frames = []
        const total = sizes.reduce((sum, size) => sum + size, 0)
        const bytes = Uint8Array.from({ length: total }, (_, at) => at % 251)
        let from = 0
        for (const [index, size] of sizes.entries()) audio(index, bytes.slice(from, (from += size)), ssrc)
        expect(frames.every((frame) => frame.length === 160)).toBe(true)
        expect(frames.flat()).toEqual(Array.from(bytes.subarray(0, total - (total % 160))))
      }),
    )
  })

  it('drops repeated and late packets', () => {
    for (const sequence of [10, 11, 11, 9, 12]) audio(sequence, filled(160, sequence))
    expect(frames.map((frame) => frame[0])).toEqual([10, 11, 12])
  })

  it('continues with a new stream at any sequence number', () => {
    audio(5000, filled(160, 1))
    audio(4000, filled(160, 2))
    audio(3, filled(160, 3), 8)
    expect(frames).toHaveLength(3)
  })

  it('drops oversized packets with one warning', () => {
    audio(1, filled(1601))
    audio(2, filled(60_000))
    expect(frames).toEqual([])
    expect(warnings).toEqual(['A client sends audio packets of 1601 bytes; they are dropped.'])
  })

  it('ignores other payload types', () => {
    inbound.packet({ payloadType: 111, sequenceNumber: 1, timestamp: 0, ssrc: 7 }, filled(160))
    expect(frames).toEqual([])
  })
})

describe('inbound digits (RFC 4733)', () => {
  it('are reported once a press, at its start', () => {
    for (let packet = 0; packet < 12; packet += 1)
      event(packet, 800, [5, packet > 8 ? 0x8a : 0x0a, 0, packet])
    expect(digits).toEqual(['5'])
  })

  it('are reported twice when a key is pressed twice', () => {
    event(1, 800, [10, 10, 0, 160])
    event(2, 2400, [10, 10, 0, 160])
    event(3, 4000, [11, 0x8a, 0, 160])
    expect(digits).toEqual(['*', '*', '#'])
  })

  it('survive the loss of all packets but the last', () => {
    event(9, 800, [0, 0x8a, 5, 0])
    expect(digits).toEqual(['0'])
  })

  it.each([[[]], [[1]], [[1, 2, 3]], [[12, 10, 0, 1]], [[255, 10, 0, 1]]])(
    'are not read from %j',
    (payload) => {
      event(1, 800, payload)
      expect(digits).toEqual([])
    },
  )
})

it('inbound RTP still works after any packets', () => {
  const packets = fc.array(
    fc.record({
      payloadType: fc.constantFrom(0, 126, 13, 127),
      sequenceNumber: fc.nat(0xffff),
      timestamp: fc.nat(0xffff_ffff),
      ssrc: fc.constantFrom(1, 2),
      payload: fc.uint8Array({ maxLength: 2000 }),
    }),
  )
  fc.assert(
    fc.property(packets, (sequence) => {
      for (const { payload, ...header } of sequence) inbound.packet(header, payload)
      frames = []
      audio(1, filled(160, 9), 3)
      expect(frames).toHaveLength(1)
      audio(0, filled(160, 9), 4)
    }),
  )
})
