import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../../support/visual-states/fixture.ts'
import { stateNames } from '../../support/visual-states/states/index.ts'

const COLOURS = ['color-contrast', 'link-in-text-block']

test.describe('every state of the window is accessible, light and dark', () => {
  for (const state of stateNames) {
    test(state, async ({ visualStates }) => {
      for (const theme of ['light', 'dark'] as const) {
        const page = await visualStates.show(state, theme)
        // Legacy mode: Electron opens no second page for axe to finish in, and there are no frames to visit.
        const axe = new AxeBuilder({ page }).setLegacyMode()
        // In the dark only the colours are others.
        const { violations, passes } = await (theme === 'light' ? axe : axe.withRules(COLOURS)).analyze()
        expect(passes.length).toBeGreaterThan(theme === 'light' ? 5 : 0)
        const found = violations.map(
          ({ id, nodes }) => `${theme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        )
        expect(found).toEqual([])
      }
    })
  }
})
