/** Growing delays between failed attempts, up to a limit, with jitter. */
export interface Backoff {
  /** Milliseconds until the next attempt. */
  next(): number
  /** An attempt succeeded: the next delay is the first one again. */
  reset(): void
}

export interface BackoffOptions {
  /** The first delay before jitter, in ms. */
  readonly firstMs: number
  /** The longest delay, in ms. */
  readonly maxMs: number
  /** Each delay is this many times the one before. Default 2. */
  readonly factor?: number
  /** From 0 (included) to 1. */
  readonly random: () => number
}

/**
 * A delay is between half its nominal length and the whole of it: clients that lost the same server at the same moment do
 * not return to it at the same moment.
 */
export function createBackoff({ firstMs, maxMs, factor = 2, random }: BackoffOptions): Backoff {
  let attempts = 0
  return {
    next() {
      const nominal = Math.min(firstMs * factor ** attempts, maxMs)
      if (nominal < maxMs) attempts += 1
      return nominal * (0.5 + random() / 2)
    },
    reset() {
      attempts = 0
    },
  }
}
