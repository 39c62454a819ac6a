import { describe, expect, it } from 'vitest'
import {
  createPacketLosses,
  type Direction,
  type LossRule,
} from '../../../../../exchange/media/legs/packet-loss.ts'

const RTP = Uint8Array.of(0x80, 0x00)
const STUN = Uint8Array.of(0x00, 0x01)
const DTLS = Uint8Array.of(0x16, 0xfe)
const rule = (part: Partial<LossRule> = {}): LossRule => ({ percent: 5, of: 'audio', seed: 1, ...part })

function pattern(part: Partial<LossRule>, direction: Direction = 'in', count = 10_000): boolean[] {
  const losses = createPacketLosses()
  losses.set(rule(part))
  const isLost = losses.forLeg('alice')
  return Array.from({ length: count }, () => isLost(RTP, direction))
}
const share = (lost: readonly boolean[]): number => (lost.filter(Boolean).length / lost.length) * 100

describe('the packet loss fault', () => {
  it.each([0.5, 5, 20, 50, 95])('loses %s percent of the audio in each direction', (percent) => {
    for (const direction of ['in', 'out'] as const) {
      const lost = share(pattern({ percent }, direction))
      expect(lost).toBeGreaterThan(percent - 2)
      expect(lost).toBeLessThan(percent + 2)
    }
  })

  it('loses nothing at 0 percent and everything at 100 percent', () => {
    expect(share(pattern({ percent: 0 }))).toBe(0)
    expect(share(pattern({ percent: 100 }))).toBe(100)
  })

  it('loses the same datagrams for the same seed, others for another seed and the other direction', () => {
    expect(pattern({ seed: 7 })).toEqual(pattern({ seed: 7 }))
    expect(pattern({ seed: 7 })).not.toEqual(pattern({ seed: 8 }))
    expect(pattern({ seed: 7 }, 'in')).not.toEqual(pattern({ seed: 7 }, 'out'))
  })

  it.each([
    ['audio', [true, false, false]],
    ['everything', [true, true, true]],
  ] as const)('of %s decides over RTP, STUN and DTLS', (of, wanted) => {
    const losses = createPacketLosses()
    losses.set(rule({ percent: 100, of }))
    const isLost = losses.forLeg('alice')
    expect([RTP, STUN, DTLS].map((datagram) => isLost(datagram, 'in'))).toEqual(wanted)
  })

  it('follows the rule of its identity before the rule for all, and ends with clear', () => {
    const losses = createPacketLosses()
    const [alice, bob] = [losses.forLeg('alice'), losses.forLeg('bob')]
    losses.set(rule({ percent: 100 }))
    losses.set(rule({ percent: 0 }), 'alice')
    expect([alice(RTP, 'in'), bob(RTP, 'in')]).toEqual([false, true])
    losses.clear('alice')
    expect([alice(RTP, 'in'), bob(RTP, 'in')]).toEqual([true, true])
    losses.clear()
    expect([alice(RTP, 'in'), bob(RTP, 'in')]).toEqual([false, false])
  })
})
