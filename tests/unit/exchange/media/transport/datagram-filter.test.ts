import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createDatagramFilter,
  type IceView,
} from '../../../../../exchange/media/transport/datagram-filter.ts'
import type { Address } from '../../../../../exchange/media/transport/werift-ports.ts'
import { bindingRequest } from '../../../../support/media/stun.ts'

const CLIENT: Address = ['127.0.0.1', 5000]
const SECOND: Address = ['192.0.2.7', 5001]
const OTHER: Address = ['127.0.0.1', 6666]
const DTLS = Buffer.from([0x16, 0xfe, 0xfd, 0])
const RTP = Buffer.alloc(172, 0x80)

type Changing<T> = { -readonly [K in keyof T]: T[K] }

function scene() {
  const ice: Changing<IceView> = {
    localUfrag: 'ours',
    localPassword: 'our-password-of-22-abc',
    remoteUfrag: 'theirs',
    nominated: undefined,
    resetNominated: () => {
      ice.nominated = undefined
    },
  }
  const answered: Address[] = []
  const filter = createDatagramFilter(
    () => ice,
    (_, to) => answered.push(to),
  )
  const check = (part: Partial<Parameters<typeof bindingRequest>[0]> = {}): Buffer =>
    bindingRequest({ username: `${ice.localUfrag}:${ice.remoteUfrag}`, password: ice.localPassword, ...part })
  return { ice, filter, check, answered }
}

describe('the datagram filter', () => {
  it.each([
    ['without integrity', { password: undefined }],
    ['with another password', { password: 'guessed-password-22-ab' }],
    ['for another user', { username: 'other:theirs' }],
    ['from another user', { username: 'ours:other' }],
    ['with the names the wrong way round', { username: 'theirs:ours' }],
    ['with half of a name', { username: 'ours' }],
  ])('drops an ICE check %s, and everything from its address', (_, part) => {
    const { filter, check } = scene()
    const { password, ...rest } = { password: 'our-password-of-22-abc', ...part }
    const forged = check(password === undefined ? { ...rest, password: '' } : { ...rest, password })
    expect(filter.classify(forged, OTHER)).toBe('drop')
    expect(filter.classify(DTLS, OTHER)).toBe('drop')
    expect(filter.classify(RTP, OTHER)).toBe('drop')
    expect(filter.remembered).toEqual({ addresses: 0, transactions: 0, held: 0 })
  })

  it('accepts DTLS and SRTP from an address once its check has passed', () => {
    const { filter, check } = scene()
    expect(filter.classify(DTLS, CLIENT)).toBe('drop')
    expect(filter.classify(check(), CLIENT)).toBe('stun')
    expect([filter.classify(DTLS, CLIENT), filter.classify(RTP, CLIENT)]).toEqual(['dtls', 'srtp'])
    expect([filter.classify(DTLS, OTHER), filter.classify(RTP, ['127.0.0.2', 5000])]).toEqual([
      'drop',
      'drop',
    ])
  })

  it('accepts them from the nominated address only, once there is one', () => {
    const { ice, filter, check } = scene()
    filter.classify(check({ nominates: false }), CLIENT)
    filter.classify(check({ nominates: false }), SECOND)
    expect(filter.classify(RTP, SECOND)).toBe('srtp')
    ice.nominated = CLIENT
    expect([filter.classify(RTP, CLIENT), filter.classify(RTP, SECOND)]).toEqual(['srtp', 'drop'])
    expect(filter.classify(check({ nominates: false }), SECOND)).toBe('stun')
    expect(filter.classify(RTP, SECOND)).toBe('drop')
  })

  it('drops a copied check from another address, and continues with the original', () => {
    const { filter, check } = scene()
    const original = check()
    expect(filter.classify(original, CLIENT)).toBe('stun')
    expect(filter.classify(original, OTHER)).toBe('drop')
    expect(filter.classify(DTLS, OTHER)).toBe('drop')
    expect(filter.classify(original, CLIENT)).toBe('stun')
  })

  it('follows the client when it nominates another of its addresses', () => {
    const { ice, filter, check } = scene()
    ice.nominated = CLIENT
    expect(filter.classify(check(), SECOND)).toBe('stun')
    expect(ice.nominated).toBeUndefined()
    ice.nominated = SECOND
    expect([filter.classify(RTP, CLIENT), filter.classify(RTP, SECOND)]).toEqual(['drop', 'srtp'])
  })

  it('accepts the old address during an ICE restart, until the client nominates one again', () => {
    const { ice, filter, check, answered } = scene()
    const oldCheck = (): Buffer =>
      bindingRequest({ username: 'ours:theirs', password: 'our-password-of-22-abc' })
    filter.classify(check(), CLIENT)
    ice.nominated = CLIENT
    filter.restarting()
    Object.assign(ice, {
      localUfrag: 'new',
      localPassword: 'new-password-of-22-abc',
      remoteUfrag: 'next',
      nominated: undefined,
    })
    expect([filter.classify(RTP, CLIENT), filter.classify(RTP, OTHER)]).toEqual(['srtp', 'drop'])
    // It keeps its old path alive with old checks, which get an answer and move nothing.
    expect([filter.classify(oldCheck(), CLIENT), filter.classify(oldCheck(), OTHER)]).toEqual([
      'drop',
      'drop',
    ])
    expect(answered).toEqual([CLIENT])
    filter.restarting()
    expect(filter.classify(RTP, CLIENT)).toBe('srtp')
    expect(filter.classify(check(), SECOND)).toBe('stun')
    ice.nominated = SECOND
    expect([filter.classify(RTP, CLIENT), filter.classify(RTP, SECOND)]).toEqual(['drop', 'srtp'])
    expect(filter.classify(oldCheck(), CLIENT)).toBe('drop')
    expect(answered).toEqual([CLIENT])
  })

  it("holds a few signed checks until the client's description arrives", () => {
    const { ice, filter, check } = scene()
    ice.remoteUfrag = ''
    for (let count = 0; count < 40; count += 1)
      expect(filter.classify(check({ username: 'ours:theirs' }), CLIENT)).toBe('drop')
    filter.classify(bindingRequest({ username: 'ours:theirs', password: 'guessed' }), OTHER)
    expect(filter.classify(DTLS, CLIENT)).toBe('drop')
    ice.remoteUfrag = 'theirs'
    const held = filter.takeHeld()
    expect(held).toHaveLength(16)
    expect(held.every(({ from }) => from === CLIENT)).toBe(true)
    expect(filter.takeHeld()).toEqual([])
  })

  it('stores a bounded number of addresses and transactions', () => {
    const { filter, check } = scene()
    for (let count = 0; count < 6000; count += 1)
      filter.classify(check({ transactionId: randomBytes(12) }), ['127.0.0.1', 1024 + (count % 100)])
    expect(filter.remembered).toEqual({ addresses: 16, transactions: 512, held: 0 })
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['more than a client sends', Buffer.alloc(2049, 0x80)],
    ['TURN channel data', Buffer.alloc(40, 0x40)],
    ['an unknown record type', Buffer.from([24, 0xfe, 0xfd])],
    ['DTLS 1.3 ciphertext', Buffer.from([0x2f, 1, 2, 3])],
    ['a type that is none', Buffer.alloc(40, 0xff)],
    ['a STUN response', Buffer.from('0101000021 12a442000102030405060708090a0b'.replace(' ', ''), 'hex')],
    ['a STUN indication', Buffer.from('001100002112a442000102030405060708090a0b', 'hex')],
  ])('drops %s, even from the nominated address', (_, datagram) => {
    const { ice, filter } = scene()
    ice.nominated = CLIENT
    expect(filter.classify(datagram, CLIENT)).toBe('drop')
  })
})
