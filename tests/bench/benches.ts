import type { Bench } from './bench-of.ts'
import { incoming } from './incoming.ts'

/** Everything there is to measure, in the order of the table. */
export const benches: readonly Bench[] = [incoming]
