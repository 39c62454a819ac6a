import { test as base } from '@playwright/test'
import { cases } from '../../conformance/line/cases.ts'
import { openLineLab, type LineLab } from './testbed.ts'

/** Runs every promise of a telephone line on the real SDK, in this browser engine, and the real exchange. */
export function lineConformance(engine: 'electron' | 'chromium', title: string): void {
  const test = base.extend<object, { lab: LineLab }>({
    lab: [
      async ({}, use) => {
        const lab = await openLineLab(engine)
        await use(lab)
        await lab.close()
      },
      { scope: 'worker', timeout: 120_000 },
    ],
  })
  test.describe(title, () => {
    for (const { name, run } of cases) {
      test(name, async ({ lab }) => {
        const harness = await lab.harness()
        try {
          await run(harness)
        } finally {
          await harness.close()
        }
      })
    }
  })
}
