/** SeededRng that can be had again: the same seed gives the same numbers. */
export interface SeededRng {
  readonly seed: number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** One of them, as often as its weight says. */
  pick<T>(weighted: readonly (readonly [weight: number, what: T])[]): T
}

/** Mulberry32: 32 bits of state, which is plenty for a soak. */
export function createSeededRng(seed: number): SeededRng {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    seed,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick(weighted) {
      let left = next() * weighted.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, what] of weighted) {
        left -= weight
        if (left < 0) return what
      }
      const last = weighted.at(-1)
      if (!last) throw new Error('There is nothing to pick from.')
      return last[1]
    },
  }
}
