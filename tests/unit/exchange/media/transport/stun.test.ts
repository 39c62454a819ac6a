import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStun, readBindingRequest } from '../../../../../exchange/media/transport/stun.ts'
import { bindingRequest } from '../../../../support/media/stun.ts'

const password = 'a-password-of-22-chars'
const check = { username: 'ours:theirs', password }
const withAttribute = (message: Buffer, type: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  const longer = Buffer.concat([message, head, value])
  longer.writeUInt16BE(longer.length - 20, 2)
  return longer
}

describe('a STUN Binding request', () => {
  it('of a client is parsed, and its integrity is checked with the password', () => {
    const transactionId = randomBytes(12)
    const request = readBindingRequest(bindingRequest({ ...check, transactionId }))
    expect(request).toMatchObject({ username: 'ours:theirs', nominates: true })
    expect(request?.transactionId).toBe(transactionId.toString('hex'))
    expect(request?.isSignedWith(password)).toBe(true)
    expect(request?.isSignedWith('another')).toBe(false)
    expect(request?.isSignedWith('')).toBe(false)
  })

  it('does not nominate without USE-CANDIDATE, and needs no FINGERPRINT', () => {
    const request = readBindingRequest(bindingRequest({ ...check, nominates: false, fingerprint: false }))
    expect(request?.nominates).toBe(false)
    expect(request?.isSignedWith(password)).toBe(true)
  })

  it('without MESSAGE-INTEGRITY is refused', () => {
    expect(readBindingRequest(bindingRequest({ username: 'ours:theirs' }))).toBeUndefined()
  })

  it('with attributes after MESSAGE-INTEGRITY is refused, because they are not signed', () => {
    const plain = bindingRequest({ ...check, nominates: false, fingerprint: false })
    expect(readBindingRequest(withAttribute(plain, 0x0025, Buffer.alloc(0)))).toBeUndefined()
    expect(readBindingRequest(withAttribute(plain, 0x0006, Buffer.from('evil:eve')))).toBeUndefined()
  })

  it('with two user names, or a FINGERPRINT that is wrong or not the last, is refused', () => {
    const signed = bindingRequest({ ...check, fingerprint: false })
    expect(readBindingRequest(withAttribute(signed, 0x8028, Buffer.alloc(4)))).toBeUndefined()
    const whole = bindingRequest(check)
    expect(readBindingRequest(withAttribute(whole, 0x8028, whole.subarray(-4)))).toBeUndefined()
    const unsigned = bindingRequest({ username: 'ours:theirs', fingerprint: false })
    const twice = withAttribute(
      withAttribute(unsigned, 0x0006, Buffer.from('a:bc')),
      0x0008,
      Buffer.alloc(20),
    )
    expect(readBindingRequest(twice)).toBeUndefined()
  })

  it('that is changed in any byte is refused', () => {
    const good = bindingRequest(check)
    for (let at = 0; at < good.length; at += 1) {
      const changed = Buffer.from(good)
      changed[at] = (changed[at] ?? 0) ^ 0x01
      expect(readBindingRequest(changed)?.isSignedWith(password) ?? false).toBe(false)
    }
  })

  it('never causes an exception, and is accepted only with every signed byte unchanged', () => {
    const good = bindingRequest(check)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(good.length), (tail, keep) => {
        const datagram = Buffer.concat([good.subarray(0, keep), tail])
        if (datagram.length >= 20) datagram.writeUInt16BE(datagram.length - 20, 2)
        const isSigned = readBindingRequest(datagram)?.isSignedWith(password) ?? false
        const signed = good.subarray(4, -8)
        if (isSigned) expect(datagram.subarray(4, 4 + signed.length)).toEqual(signed)
      }),
      { seed: 8, numRuns: 2000 },
    )
  })

  it('differs from DTLS and RTP in its first byte', () => {
    expect([0, 1, 3, 4, 20, 22, 128].map((first) => isStun(Uint8Array.of(first)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ])
    expect(isStun(new Uint8Array(0))).toBe(false)
  })
})
