import type { Bench } from './bench-of.ts'
import { incoming } from './incoming.ts'
import { footprint } from './footprint.ts'
import { launch } from './launch.ts'
import { outgoing } from './outgoing.ts'

/** Everything there is to measure, in the order of the table. */
export const benches: readonly Bench[] = [incoming, outgoing, launch, footprint]
