import { test as base } from '@playwright/test'
import { cases } from '../conformance/line/cases.ts'
import { openLineLab, type LineLab } from '../support/line/lab.ts'

const test = base.extend<object, { lab: LineLab }>({
  lab: [
    async ({}, use) => {
      const lab = await openLineLab()
      await use(lab)
      await lab.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

// The promises the fake line keeps in `tests/conformance/line`, kept by Twilio's SDK and the exchange.
test.describe('a telephone line: Twilio’s SDK on the exchange', () => {
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
