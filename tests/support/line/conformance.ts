import { test as base } from '@playwright/test'
import { cases } from '../../conformance/telephony-line/cases.ts'
import { openLineTestbed, type LineTestbed } from './testbed.ts'

/** Runs every promise of a telephone line on the real SDK, in this browser engine, and the real exchange. */
export function lineConformance(engine: 'electron' | 'chromium', title: string): void {
  const test = base.extend<object, { testbed: LineTestbed }>({
    testbed: [
      async ({}, use) => {
        const testbed = await openLineTestbed(engine)
        await use(testbed)
        await testbed.close()
      },
      { scope: 'worker', timeout: 120_000 },
    ],
  })
  test.describe(title, () => {
    for (const { name, run } of cases) {
      test(name, async ({ testbed }) => {
        const harness = await testbed.harness()
        try {
          await run(harness)
        } finally {
          await harness.close()
        }
      })
    }
  })
}
