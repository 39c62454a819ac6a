import type { Bench } from './bench-of.ts'
import { capacity } from './capacity.ts'
import { incoming } from './incoming.ts'
import { exchangeLoad } from './exchange.ts'
import { footprint } from './footprint.ts'
import { launch } from './launch.ts'
import { manyCalls } from './many-calls.ts'
import { outgoing } from './outgoing.ts'
import { packaged, renderer } from './sizes.ts'
import { tokens } from './tokens.ts'

/** Everything there is to measure, in the order of the table. */
export const benches: readonly Bench[] = [
  incoming,
  outgoing,
  launch,
  footprint,
  manyCalls,
  tokens,
  exchangeLoad,
  capacity,
  renderer,
  packaged,
]
