import type { Bench } from './bench-definition.ts'
import { capacity } from './figures/capacity.ts'
import { incoming } from './figures/incoming.ts'
import { exchangeLoad } from './figures/exchange.ts'
import { footprint } from './figures/footprint.ts'
import { launch } from './figures/launch.ts'
import { manyCalls } from './figures/many-calls.ts'
import { outgoing } from './figures/outgoing.ts'
import { packaged, renderer } from './figures/sizes.ts'
import { tokens } from './figures/tokens.ts'

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
