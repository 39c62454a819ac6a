import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHandshakeAssembly } from '../../../../../exchange/media/transport/handshake-assembly.ts'

interface Fragment {
  readonly type?: number
  readonly sequence?: number
  readonly length: number
  readonly offset: number
  readonly body: Buffer
}

function fragment({ type = 1, sequence = 0, length, offset, body }: Fragment): Buffer {
  const header = Buffer.alloc(12)
  header.writeUInt8(type, 0)
  header.writeUIntBE(length, 1, 3)
  header.writeUInt16BE(sequence, 4)
  header.writeUIntBE(offset, 6, 3)
  header.writeUIntBE(body.length, 9, 3)
  return Buffer.concat([header, body])
}

const bodyOf = (length: number, salt = 0): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => at * 7 + salt))

/** The fragments of one message, `size` bytes each. */
function cut(body: Buffer, size: number, sequence = 0, type = 1): Buffer[] {
  const pieces: Buffer[] = []
  for (let offset = 0; offset < Math.max(1, body.length); offset += size)
    pieces.push(
      fragment({ type, sequence, length: body.length, offset, body: body.subarray(offset, offset + size) }),
    )
  return pieces
}

describe('the assembly of handshake messages', () => {
  it('returns a complete message at once, with the header of an unfragmented message', () => {
    const body = bodyOf(300)
    const [message] = createHandshakeAssembly().push(fragment({ length: 300, offset: 0, body }))
    expect(message).toMatchObject({ type: 1, sequence: 0, isRepeated: false })
    expect(message?.bytes).toEqual(fragment({ length: 300, offset: 0, body }))
  })

  it('reassembles any fragments in any order, each message once and in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 150, max: 1200 }),
        fc.infiniteStream(fc.nat()),
        (lengths, size, order) => {
          const assembly = createHandshakeAssembly()
          const bodies = lengths.map((length, at) => bodyOf(length, at))
          const pieces = bodies.flatMap((body, at) => cut(body, size, at, 10 + at))
          const shuffled = pieces
            .flatMap((piece) => [piece, piece])
            .map((piece) => ({ piece, at: order.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
          const messages = shuffled.flatMap(({ piece }) => assembly.push(piece))
          const fresh = messages.filter(({ isRepeated }) => !isRepeated)
          expect(fresh.map(({ sequence }) => sequence)).toEqual(lengths.map((_, at) => at))
          expect(fresh.map(({ bytes }) => bytes.subarray(12))).toEqual(bodies)
        },
      ),
      { seed: 8, numRuns: 200 },
    )
  })

  it('returns the last message again when it is repeated, and earlier ones not', () => {
    const assembly = createHandshakeAssembly()
    const [hello, second] = [cut(bodyOf(900), 500, 0), cut(bodyOf(1400), 500, 1)]
    for (const piece of hello) assembly.push(piece)
    const again = hello.flatMap((piece) => assembly.push(piece))
    expect(again.map(({ sequence, isRepeated }) => [sequence, isRepeated])).toEqual([[0, true]])
    for (const piece of second) assembly.push(piece)
    expect(hello.flatMap((piece) => assembly.push(piece))).toEqual([])
    expect(second.flatMap((piece) => assembly.push(piece))).toHaveLength(1)
  })

  it.each([
    ['longer than any message of a handshake', { length: 16_385, offset: 0, body: bodyOf(10) }],
    ['outside of its message', { length: 10, offset: 5, body: bodyOf(10) }],
    ['far ahead', { length: 10, offset: 0, body: bodyOf(10), sequence: 6 }],
  ])('drops a fragment that is %s', (_, part) => {
    const assembly = createHandshakeAssembly()
    expect(assembly.push(fragment(part))).toEqual([])
    expect(assembly.retainedBytes).toBe(0)
  })

  it('stores at most 64 kB, for any input', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            type: fc.integer({ min: 0, max: 25 }),
            sequence: fc.nat(12),
            length: fc.oneof(fc.nat(70_000), fc.constant(16_384)),
            offset: fc.nat(20_000),
            size: fc.nat(1400),
          }),
          { minLength: 50, maxLength: 300 },
        ),
        (parts) => {
          const assembly = createHandshakeAssembly()
          for (const { size, ...part } of parts) {
            assembly.push(fragment({ ...part, body: bodyOf(size) }))
            expect(assembly.retainedBytes).toBeLessThanOrEqual(65_536)
          }
        },
      ),
      { seed: 8, numRuns: 200 },
    )
  })

  it('stores no more for endless fragments than for one message', () => {
    const assembly = createHandshakeAssembly()
    for (let count = 0; count < 20_000; count += 1)
      assembly.push(fragment({ length: 16_384, offset: (count * 2) % 16_000, body: bodyOf(1) }))
    expect(assembly.retainedBytes).toBe(16_396)
  })
})
