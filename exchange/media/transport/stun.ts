import { createHmac, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** A STUN Binding request (RFC 8489) that is well-formed and carries short-term credentials; not yet verified. */
export interface BindingRequest {
  readonly transactionId: string
  /** `RECEIVER_UFRAG:SENDER_UFRAG` */
  readonly username: string
  /** USE-CANDIDATE: the client chooses this pair of addresses. */
  readonly nominates: boolean
  /** Whether MESSAGE-INTEGRITY was made with this password. */
  isSignedWith(password: string): boolean
}

const HEADER_BYTES = 20
const MAGIC_COOKIE = 0x2112_a442
const BINDING_REQUEST = 0x0001
const USERNAME = 0x0006
const MESSAGE_INTEGRITY = 0x0008
const USE_CANDIDATE = 0x0025
const FINGERPRINT = 0x8028
const FINGERPRINT_XOR = 0x5354_554e
const INTEGRITY_BYTES = 20
const MAX_ATTRIBUTES = 32
/** RFC 8489, 14.3: USERNAME has fewer than 509 bytes. */
const MAX_USERNAME_BYTES = 508

/** Whether a datagram is STUN, by the demultiplexing of RFC 7983. */
export const isStun = (datagram: Uint8Array): boolean => (datagram[0] ?? 0xff) < 4

/** Undefined for anything but a Binding request whose attributes are complete and in the order of RFC 8489, 14.5. */
export function readBindingRequest(datagram: Buffer): BindingRequest | undefined {
  if (datagram.length < HEADER_BYTES || datagram.readUInt16BE(0) !== BINDING_REQUEST) return undefined
  if (datagram.readUInt16BE(2) !== datagram.length - HEADER_BYTES || datagram.length % 4 !== 0)
    return undefined
  if (datagram.readUInt32BE(4) !== MAGIC_COOKIE) return undefined
  let username: string | undefined
  let integrityAt: number | undefined
  let nominates = false
  let attributes = 0
  for (let at = HEADER_BYTES; at < datagram.length;) {
    attributes += 1
    const type = datagram.readUInt16BE(at)
    const length = datagram.readUInt16BE(at + 2)
    const end = at + 4 + length
    if (end > datagram.length || attributes > MAX_ATTRIBUTES) return undefined
    // Only FINGERPRINT may follow MESSAGE-INTEGRITY: unsigned attributes must not reach the stack.
    if (integrityAt !== undefined && type !== FINGERPRINT) return undefined
    if (type === USERNAME) {
      if (username !== undefined || length > MAX_USERNAME_BYTES) return undefined
      username = datagram.toString('utf8', at + 4, end)
    } else if (type === USE_CANDIDATE) nominates = true
    else if (type === MESSAGE_INTEGRITY) {
      if (length !== INTEGRITY_BYTES) return undefined
      integrityAt = at
    } else if (type === FINGERPRINT) {
      const isLast = end === datagram.length && length === 4
      if (!isLast || datagram.readUInt32BE(at + 4) !== fingerprintOf(datagram.subarray(0, at)))
        return undefined
    }
    at = end + ((4 - (length % 4)) % 4)
  }
  if (username === undefined || integrityAt === undefined) return undefined
  const signed = integrityAt
  return {
    transactionId: datagram.toString('hex', 8, HEADER_BYTES),
    username,
    nominates,
    isSignedWith: (password) => isSigned(datagram, signed, password),
  }
}

function isSigned(datagram: Buffer, integrityAt: number, password: string): boolean {
  // The signature covers a header whose length ends with MESSAGE-INTEGRITY (RFC 8489, 14.5).
  const length = Buffer.alloc(2)
  length.writeUInt16BE(integrityAt + 4 + INTEGRITY_BYTES - HEADER_BYTES)
  const wanted = createHmac('sha1', password)
    .update(datagram.subarray(0, 2))
    .update(length)
    .update(datagram.subarray(4, integrityAt))
    .digest()
  return timingSafeEqual(wanted, datagram.subarray(integrityAt + 4, integrityAt + 4 + INTEGRITY_BYTES))
}

const fingerprintOf = (covered: Buffer): number => (crc32(covered) ^ FINGERPRINT_XOR) >>> 0
