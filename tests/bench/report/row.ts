import { median, percentile } from './statistics.ts'

/**
 * How near a figure shall come to its limit: at most this many times as much, at most so much above it (in the
 * figure's unit), or at least this share of it.
 */
export type Aim = { readonly times: number } | { readonly above: number } | { readonly share: number }

/** What was measured, beside what it is compared with. Both were measured in the same run, in turns. */
export interface Measurement {
  readonly name: string
  readonly unit: string
  readonly samples: readonly number[]
  readonly limit?: { readonly name: string; readonly samples: readonly number[] }
  readonly aim?: Aim
}

/** A line of the table and of out/bench.json. Without a limit or an aim its part is null. */
export interface Row {
  readonly name: string
  readonly unit: string
  readonly n: number
  readonly median: number
  readonly p95: number
  readonly limitName: string | null
  readonly limitMedian: number | null
  readonly ratio: number | null
  readonly aim: string | null
  readonly met: boolean | null
}

/** Sums a measurement up. Throws when a list of samples is empty or holds something that is no number. */
export function rowOf({ name, unit, samples, limit, aim }: Measurement): Row {
  for (const sample of [...samples, ...(limit?.samples ?? [])]) {
    if (!Number.isFinite(sample)) throw new Error(`"${name}" measured ${sample}, which is no number.`)
  }
  const middle = median(samples)
  const limitMedian = limit ? median(limit.samples) : null
  return {
    name,
    unit,
    n: samples.length,
    median: rounded(middle),
    p95: rounded(percentile(samples, 0.95)),
    limitName: limit?.name ?? null,
    limitMedian: limitMedian === null ? null : rounded(limitMedian),
    ratio: limitMedian === null || limitMedian === 0 ? null : rounded(middle / limitMedian),
    aim: aim ? inWords(aim, unit) : null,
    met: aim && limitMedian !== null ? isMet(aim, middle, limitMedian) : null,
  }
}

function isMet(aim: Aim, value: number, limit: number): boolean {
  if ('times' in aim) return value <= limit * aim.times
  if ('above' in aim) return value <= limit + aim.above
  return value >= limit * aim.share
}

function inWords(aim: Aim, unit: string): string {
  if ('times' in aim) return `at most ${aim.times} times`
  if ('above' in aim) return `at most ${aim.above} ${unit} above`
  return `at least ${aim.share} times`
}

/** Three digits are more than such a measurement can carry. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
