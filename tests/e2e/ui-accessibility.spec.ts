import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/gallery/fixture.ts'
import { stateNames } from '../support/gallery/states/index.ts'

test.describe('every state of the window is accessible, light and dark', () => {
  for (const state of stateNames) {
    test(state, async ({ gallery }) => {
      for (const theme of ['light', 'dark'] as const) {
        const page = await gallery.show(state, theme)
        // Legacy mode: Electron opens no second page for axe to finish in, and there are no frames to visit.
        const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        expect(passes.length).toBeGreaterThan(5)
        const found = violations.map(
          ({ id, nodes }) => `${theme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        )
        expect(found).toEqual([])
      }
    })
  }
})
