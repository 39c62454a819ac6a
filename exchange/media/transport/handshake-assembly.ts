/** A whole handshake message of DTLS (RFC 6347, 4.2.2). */
export interface HandshakeMessage {
  readonly type: number
  readonly sequence: number
  readonly isRepeated: boolean
  /** The header of an unfragmented message, and the body. */
  readonly bytes: Buffer
}

export interface HandshakeAssembly {
  /** Adds the handshake fragments of one plaintext record; returns the messages that are complete and next, in order. */
  push(fragments: Buffer): HandshakeMessage[]
  /** The bytes stored for messages that are incomplete or not next. */
  readonly retainedBytes: number
  clear(): void
}

const HEADER_BYTES = 12
/** In bytes. A ClientHello with post-quantum keys has 2 kB, a certificate 1 kB. */
const MAX_MESSAGE_BYTES = 16_384
const MAX_RETAINED_BYTES = 65_536
/** A flight of a client has five messages. */
const MAX_AHEAD = 6
/** The limit for gaps in one message, from fragments that arrived out of order. */
const MAX_RANGES = 32

interface Partial {
  readonly type: number
  readonly bytes: Buffer
  /** The received ranges of the body: sorted, not adjacent, end exclusive. */
  ranges: [number, number][]
}

/**
 * Reassembles handshake messages in bounded memory. Fragments may be repeated, overlap and arrive in any order; fragments that do
 * not fit are dropped. Messages are returned in the order of their numbers, each once. Only the latest one is returned again when
 * it is repeated, because its repetition requests a lost reply.
 */
export function createHandshakeAssembly(): HandshakeAssembly {
  const partials = new Map<number, Partial>()
  let next = 0
  let last: HandshakeMessage | undefined
  let repeated: Partial | undefined

  const retained = (): number =>
    [...partials.values(), ...(repeated ? [repeated] : [])].reduce((sum, { bytes }) => sum + bytes.length, 0)

  function partialFor(sequence: number, type: number, length: number): Partial | undefined {
    if (sequence === next - 1) {
      if (!last || type !== last.type || length + HEADER_BYTES !== last.bytes.length) return undefined
      return (repeated ??= empty(sequence, type, length))
    }
    if (sequence < next || sequence >= next + MAX_AHEAD) return undefined
    const known = partials.get(sequence)
    if (known) return known.type === type && known.bytes.length === length + HEADER_BYTES ? known : undefined
    if (retained() + length + HEADER_BYTES > MAX_RETAINED_BYTES) return undefined
    const made = empty(sequence, type, length)
    partials.set(sequence, made)
    return made
  }

  function whole(): HandshakeMessage[] {
    const messages: HandshakeMessage[] = []
    if (repeated && last && isWhole(repeated)) {
      messages.push({ ...last, isRepeated: true })
      repeated = undefined
    }
    for (let ready = partials.get(next); ready && isWhole(ready); ready = partials.get(next)) {
      partials.delete(next)
      repeated = undefined
      last = { type: ready.type, sequence: next, isRepeated: false, bytes: ready.bytes }
      messages.push(last)
      next += 1
    }
    return messages
  }

  return {
    push(fragments) {
      for (let at = 0; at + HEADER_BYTES <= fragments.length;) {
        const length = fragments.readUIntBE(at + 1, 3)
        const offset = fragments.readUIntBE(at + 6, 3)
        const end = at + HEADER_BYTES + fragments.readUIntBE(at + 9, 3)
        const body = fragments.subarray(at + HEADER_BYTES, end)
        if (end > fragments.length || length > MAX_MESSAGE_BYTES || offset + body.length > length) break
        const sequence = fragments.readUInt16BE(at + 4)
        const partial = partialFor(sequence, fragments.readUInt8(at), length)
        if (partial) cover(partial, offset, body)
        at = end
      }
      return whole()
    },
    get retainedBytes() {
      return retained()
    },
    clear() {
      partials.clear()
      repeated = undefined
      last = undefined
    },
  }
}

function empty(sequence: number, type: number, length: number): Partial {
  const bytes = Buffer.alloc(HEADER_BYTES + length)
  bytes.writeUInt8(type, 0)
  bytes.writeUIntBE(length, 1, 3)
  bytes.writeUInt16BE(sequence, 4)
  bytes.writeUIntBE(length, 9, 3)
  return { type, bytes, ranges: [] }
}

function cover(partial: Partial, offset: number, body: Buffer): void {
  let [from, to] = [offset, offset + body.length]
  const apart: [number, number][] = []
  for (const range of partial.ranges) {
    if (range[1] < from || range[0] > to) apart.push(range)
    else [from, to] = [Math.min(from, range[0]), Math.max(to, range[1])]
  }
  if (apart.length >= MAX_RANGES) return
  body.copy(partial.bytes, HEADER_BYTES + offset)
  partial.ranges = [...apart, [from, to]]
}

const isWhole = ({ bytes, ranges }: Partial): boolean =>
  ranges.length === 1 && ranges[0]?.[0] === 0 && ranges[0][1] === bytes.length - HEADER_BYTES
