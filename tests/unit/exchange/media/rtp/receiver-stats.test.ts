import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReceiverStats, type ReceiverReport } from '../../../../../exchange/media/rtp/receiver-stats.ts'

const RATE = 8000
/** Receives packets of 20 ms by their position in the stream, each at its time plus `late` (ms). */
function receive(numbers: readonly number[], { from = 0, late = () => 0 }: Partial<Stream> = {}) {
  let time = 0
  const reception = createReceiverStats(() => time)
  const packet = (number: number): void => {
    time = 1000 + number * 20 + late(number)
    reception.packet(
      { payloadType: 0, ssrc: 7, sequenceNumber: (from + number) & 0xffff, timestamp: (number * 160) >>> 0 },
      RATE,
    )
  }
  numbers.forEach(packet)
  return { reception, packet, wait: (ms: number) => void (time += ms) }
}
interface Stream {
  readonly from: number
  readonly late: (number: number) => number
}
const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number)
const reportOf = (numbers: readonly number[], stream?: Partial<Stream>): ReceiverReport | undefined =>
  receive(numbers, stream).reception.report()

describe('a receiver report', () => {
  it('is absent before the first packet', () => {
    expect(createReceiverStats(() => 0).report()).toBeUndefined()
  })

  it.each([
    ['all came', upTo(50), { fractionLost: 0, packetsLost: 0, highestSequence: 49 }],
    ['one in four is lost', upTo(41).filter((n) => n % 4 !== 1), { fractionLost: 62, packetsLost: 10 }],
    ['two changed places', [0, 2, 1, 3], { fractionLost: 0, packetsLost: 0, highestSequence: 3 }],
    ['one came twice', [0, 1, 1, 2], { fractionLost: 0, packetsLost: 0, highestSequence: 2 }],
  ])('when %s', (_, numbers, expected) => {
    expect(reportOf(numbers)).toMatchObject({ ssrc: 7, jitter: 0, ...expected })
  })

  it('has the loss since the last report', () => {
    const { reception, packet } = receive([0, 2, 4, 6])
    expect(reception.report()).toMatchObject({ fractionLost: 109, packetsLost: 3 })
    for (const number of [7, 8, 9]) packet(number)
    expect(reception.report()).toMatchObject({ fractionLost: 0, packetsLost: 3 })
  })

  it('continues when sequence numbers wrap', () => {
    const report = reportOf(upTo(20), { from: 0xffff - 9 })
    expect(report).toMatchObject({ fractionLost: 0, packetsLost: 0, highestSequence: 0x1_0009 })
  })

  it('is reset when the sender restarts', () => {
    const { reception, packet } = receive([0, 1, 5])
    packet(20_000)
    expect(reception.report()).toMatchObject({ fractionLost: 0, packetsLost: 0 })
  })

  it('has the jitter in timestamp units', () => {
    // Every other packet 5 ms late: 40 units between any two.
    const report = reportOf(upTo(200), { late: (number) => (number % 2) * 5 })
    expect(report?.jitter).toBe(40)
  })

  it('has the time since the last sender report', () => {
    const { reception, wait } = receive([0])
    expect(reception.report()).toMatchObject({ lsr: 0, dlsr: 0 })
    reception.senderReport(0x1122_3344_5566_7788n)
    wait(500)
    expect(reception.report()).toMatchObject({ lsr: 0x3344_5566, dlsr: 32_768 })
  })

  it('stays within the range of its fields, for any input', () => {
    const header = fc.record({
      payloadType: fc.nat(127),
      ssrc: fc.nat(2),
      sequenceNumber: fc.nat(0xffff),
      timestamp: fc.nat(0xffff_ffff),
    })
    fc.assert(
      fc.property(fc.array(header, { minLength: 1 }), (headers) => {
        const reception = createReceiverStats(() => 0)
        for (const one of headers) reception.packet(one, RATE)
        const { fractionLost, packetsLost, highestSequence, jitter } = reception.report() ?? {}
        expect(fractionLost).toBeLessThanOrEqual(255)
        expect(packetsLost).toBeGreaterThanOrEqual(0)
        expect(highestSequence).toBeLessThanOrEqual(0xffff_ffff)
        expect(jitter).toBeLessThanOrEqual(0xffff_ffff)
      }),
    )
  })
})
