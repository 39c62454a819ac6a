/** A record of DTLS 1.2 (RFC 6347, 4.1). */
export interface DtlsRecord {
  readonly type: number
  readonly version: number
  readonly epoch: number
  readonly sequenceNumber: number
  readonly fragment: Buffer
  /** Header and fragment. */
  readonly bytes: Buffer
}

export const RECORD = { alert: 21, handshake: 22 } as const
const HEADER_BYTES = 13
const DTLS_1_0 = 0xfeff
const DTLS_1_2 = 0xfefd

/** The records of a datagram; empty unless the whole datagram consists of records. */
export function readRecords(datagram: Buffer): DtlsRecord[] {
  const records: DtlsRecord[] = []
  for (let at = 0; at < datagram.length;) {
    if (at + HEADER_BYTES > datagram.length) return []
    const version = datagram.readUInt16BE(at + 1)
    const end = at + HEADER_BYTES + datagram.readUInt16BE(at + 11)
    if (end > datagram.length || (version !== DTLS_1_0 && version !== DTLS_1_2)) return []
    records.push({
      type: datagram.readUInt8(at),
      version,
      epoch: datagram.readUInt16BE(at + 3),
      sequenceNumber: datagram.readUIntBE(at + 5, 6),
      fragment: datagram.subarray(at + HEADER_BYTES, end),
      bytes: datagram.subarray(at, end),
    })
    at = end
  }
  return records
}

/** One plaintext record that contains a complete handshake message. */
export function handshakeRecord(message: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt8(RECORD.handshake, 0)
  header.writeUInt16BE(DTLS_1_2, 1)
  header.writeUInt16BE(message.length, 11)
  return Buffer.concat([header, message])
}
