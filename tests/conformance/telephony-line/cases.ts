import type { LineCase } from './case.ts'
import { incomingCases } from './cases-incoming.ts'
import { lineCases } from './cases-registration.ts'
import { outgoingCases } from './cases-outgoing.ts'
import type { LineHarness } from './harness.ts'
import { assertEventOrder } from './steps.ts'

const GROUPS: Readonly<Record<string, readonly LineCase[]>> = {
  'the line': lineCases,
  'an incoming call': incomingCases,
  'an outgoing call': outgoingCases,
}

/** All cases, with the group in the name. Each case also checks the order of the events of all calls. */
export const cases: readonly LineCase[] = Object.entries(GROUPS).flatMap(([group, list]) =>
  list.map(({ name, run }) => ({
    name: `${group}: ${name}`,
    async run(harness: LineHarness) {
      await run(harness)
      assertEventOrder(harness)
    },
  })),
)
