/** A fault: part of a leg's datagrams is dropped, as on a bad network. */
export interface LossRule {
  /** 0..100, for each direction. */
  readonly percent: number
  /** `audio` is RTP and RTCP; `everything` also loses ICE checks and the DTLS handshake. */
  readonly of: 'audio' | 'everything'
  /** The same seed drops the same datagrams, counted from the first in each direction. */
  readonly seed: number
}

export type Direction = 'in' | 'out'

/** Whether the fault drops this datagram. Must be called once for each datagram. */
export type PacketLoss = (datagram: Uint8Array, direction: Direction) => boolean

/** The packet loss rules of one exchange, by identity. */
export interface PacketLosses {
  /** Without an identity the rule is for all clients without a rule of their own. */
  set(rule: LossRule, identity?: string): void
  /** Without an identity all rules end. */
  clear(identity?: string): void
  /** For one leg of this identity; later rules apply to it too. */
  forLeg(identity: string): PacketLoss
}

export function createPacketLosses(): PacketLosses {
  const byIdentity = new Map<string, LossRule>()
  let forAll: LossRule | undefined
  return {
    set(rule, identity) {
      if (identity === undefined) forAll = rule
      else byIdentity.set(identity, rule)
    },
    clear(identity) {
      if (identity !== undefined) return void byIdentity.delete(identity)
      byIdentity.clear()
      forAll = undefined
    },
    forLeg(identity) {
      let applied: LossRule | undefined
      let random = generators(0)
      return (datagram, direction) => {
        const rule = byIdentity.get(identity) ?? forAll
        if (rule !== applied) {
          applied = rule
          random = generators(rule?.seed ?? 0)
        }
        if (!rule || (rule.of === 'audio' && !isAudio(datagram))) return false
        return random[direction]() * 100 < rule.percent
      }
    },
  }
}

/** Whether a datagram is RTP or RTCP, by the demultiplexing of RFC 7983. */
const isAudio = (datagram: Uint8Array): boolean => {
  const first = datagram[0] ?? 0
  return first >= 128 && first <= 191
}

const generators = (seed: number): Record<Direction, () => number> => ({
  in: mulberry32(seed),
  out: mulberry32(seed ^ 0x5bd1_e995),
})

/** Mulberry32: a small seeded generator, 0 to less than 1. For faults only, never for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
