import { describe, it } from 'vitest'
import { cases } from './cases.ts'
import type { LineHarness } from './harness.ts'

/** Runs every case against a new line of `makeHarness`. */
export function lineConformance(name: string, makeHarness: () => Promise<LineHarness>): void {
  describe(`a telephone line: ${name}`, () => {
    for (const { name: title, run } of cases) {
      // A case fails by throwing, because it runs in vitest here and in Playwright against the real SDK.
      it(title, async ({ expect }) => {
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
