import { setSize } from '../../support/visual-states/window.ts'
import { expect, test } from '../../support/visual-states/fixture.ts'
import { layoutProblems } from '../../support/visual-states/layout.ts'
import { stateNames, states } from '../../support/visual-states/states/index.ts'

/** The window as it is after the first start, in CSS pixels without zoom. */
const WINDOW = { width: 380, height: 660 } as const
/** Main makes the IncomingCallWindow larger with the zoom, so that it has as many CSS pixels as without. */
const screens = stateNames.filter((name) => states[name]?.incomingCallWindow !== true)

test.afterAll(async ({ visualStates }) => {
  await setSize(visualStates.page, WINDOW.width, WINDOW.height)
})

test.describe('at a zoom of 200 % nothing is cut, covered or beside the window', () => {
  for (const state of screens) {
    test(state, async ({ visualStates }) => {
      await setSize(visualStates.page, WINDOW.width / 2, WINDOW.height / 2, 2)
      const page = await visualStates.show(state)
      expect(await layoutProblems(page)).toEqual([])
    })
  }
})

test.describe('with letters twice as large nothing is cut, covered or beside the window', () => {
  for (const state of screens) {
    test(state, async ({ visualStates }) => {
      await setSize(visualStates.page, WINDOW.width, WINDOW.height)
      const page = await visualStates.show(state)
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '32px'
      })
      expect(await layoutProblems(page)).toEqual([])
    })
  }
})

test.describe('at the usual size nothing is cut, covered or beside the window', () => {
  for (const state of stateNames) {
    test(state, async ({ visualStates }) => {
      await setSize(visualStates.page, WINDOW.width, WINDOW.height)
      expect(await layoutProblems(await visualStates.show(state))).toEqual([])
    })
  }
})

test('at a zoom of 200 % the answer, Hang up and Call stay in reach without scrolling', async ({
  visualStates,
}) => {
  await setSize(visualStates.page, WINDOW.width / 2, WINDOW.height / 2, 2)
  for (const [state, name] of [
    ['ringing', 'Reject'],
    ['ringing', 'Accept'],
    ['ringing-in-call', 'End and accept'],
    ['ringing-in-call', 'Hang up'],
    ['ringing-many', 'Hang up'],
    ['connected', 'Mute'],
    ['connected', 'Hang up'],
    ['connected-keypad', 'Hang up'],
    ['connected-collapsed', 'Hang up'],
    ['keypad-number', 'Call'],
  ] as const) {
    const page = await visualStates.show(state)
    await expect(page.getByRole('button', { name, exact: true }), `${name} of ${state}`).toBeInViewport({
      ratio: 1,
    })
  }
})
