import { median } from '../bench/report/statistics.ts'

/** What was counted at one moment, by name; `rings` is how many calls had rung by then. */
export interface Sample {
  readonly rings: number
  /** Hours since the first sample. */
  readonly at: number
  readonly counts: Readonly<Record<string, number>>
}

/** How far something may grow: so much whatever waitForEvent, and so much with each ring. */
export interface Bound {
  readonly spare: number
  readonly perRing: number
}

export interface Growth {
  readonly name: string
  /** By how much it grew while it was watched, on the whole. */
  readonly by: number
  readonly per1000Rings: number
  readonly perHour: number
  readonly allowed: number
}

/** This part of the samples is left out: caches fill, code is compiled. */
const WARM_UP = 0.25

/** The slope of a straight line through points, by Theil and Sen: outliers, up to a quarter of them, do not move it. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], index) =>
    points.slice(index + 1).flatMap(([x2, y2]) => (x2 === x ? [] : [(y2 - y) / (x2 - x)])),
  )
  return slopes.length === 0 ? 0 : median(slopes)
}

/** How each bounded thing grew over the samples, without the warm-up. */
export function measureGrowth(samples: readonly Sample[], bounds: Readonly<Record<string, Bound>>): Growth[] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP))
  const [first, last] = [warm[0], warm.at(-1)]
  if (!first || !last || warm.length < 3) throw new Error('Too little was measured to tell whether it grows.')
  const rings = last.rings - first.rings
  return Object.entries(bounds).map(([name, { spare, perRing }]) => {
    const values = warm.map((sample) => ({ ...sample, value: sample.counts[name] ?? 0 }))
    const slope = slopeOf(values.map((one) => [one.rings, one.value]))
    return {
      name,
      by: slope * rings,
      per1000Rings: slope * 1_000,
      perHour: slopeOf(values.map((one) => [one.at, one.value])),
      allowed: spare + perRing * rings,
    }
  })
}

/** What grew by more than it may, in words. */
export function describeLeaks(growths: readonly Growth[]): string[] {
  return growths
    .filter(({ by, allowed }) => by > allowed)
    .map(
      ({ name, by, per1000Rings, allowed }) =>
        `${name} grew by ${by.toFixed(1)} (${per1000Rings.toFixed(1)} per 1,000 rings); ${allowed.toFixed(1)} were allowed`,
    )
}
