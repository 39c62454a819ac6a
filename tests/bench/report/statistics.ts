/** The value that a share of the samples does not exceed, by linear interpolation. `share` from 0 to 1. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new Error('There is nothing to measure by.')
  return below + (above - below) * (place - Math.floor(place))
}

/** The middle of the samples. Throws when there are none. */
export const median = (samples: readonly number[]): number => percentile(samples, 0.5)
