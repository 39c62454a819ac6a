import { describe, it } from 'vitest'
import { cases } from './cases.ts'
import type { LineHarness } from './harness.ts'

/** The promises of a telephone line, held against one made by `makeHarness`: a fresh one for each. */
export function lineConformance(name: string, makeHarness: () => Promise<LineHarness>): void {
  describe(`a telephone line: ${name}`, () => {
    for (const { name: promise, run } of cases) {
      // A case fails by throwing, wherever it runs: in vitest here, in Playwright against the real SDK.
      it(promise, async ({ expect }) => {
        const harness = await makeHarness()
        try {
          await expect(run(harness)).resolves.toBeUndefined()
        } finally {
          await harness.close()
        }
      })
    }
  })
}
