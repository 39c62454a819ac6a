import type { Page } from '@playwright/test'
import { SETTLE_MS } from '../../../src/shared/domain/settle.ts'
import { expect, test } from '../../support/visual-states/fixture.ts'

const sent = (page: Page) => page.evaluate(() => window.visualStates.sent())
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** The centre of the control, whether or not presses on it count. */
async function middleOf(page: Page, name: string): Promise<readonly [x: number, y: number]> {
  const box = await button(page, name).boundingBox()
  if (!box) throw new Error(`There is no ${name}.`)
  return [box.x + box.width / 2, box.y + box.height / 2]
}

/**
 * Triggers a change in the page and then presses the control `name` every 40 ms until a press counts.
 * Returns how long that took, in milliseconds of the page's clock.
 */
async function pressUntilItCounts(
  page: Page,
  name: string,
  happen: () => Promise<unknown>,
  press: (at: readonly [number, number]) => Promise<void>,
): Promise<number> {
  const start = await page.evaluate(() => performance.now())
  await happen()
  const before = (await sent(page)).length
  const at = await middleOf(page, name)
  for (;;) {
    await press(at)
    const [now, count] = await page.evaluate(
      () => [performance.now(), window.visualStates.sent().length] as const,
    )
    if (count > before) return now - start
    expect(now - start, 'a press counts in the end').toBeLessThan(10_000)
  }
}

const appearances: readonly {
  readonly what: string
  readonly state: string
  readonly name: string
  readonly happen: (page: Page) => Promise<unknown>
}[] = [
  {
    what: 'Accept of a call that begins to ring',
    state: 'registered',
    name: 'Accept',
    happen: (page) => page.evaluate(() => void window.visualStates.testbed.line.ring('client:alice')),
  },
  {
    what: 'Reject of a call that begins to ring while the person types',
    state: 'keypad-number',
    name: 'Reject',
    happen: (page) => page.evaluate(() => void window.visualStates.testbed.line.ring('client:alice')),
  },
  {
    what: 'End and accept, where Accept was',
    state: 'ringing-while-typing',
    name: 'End and accept',
    happen: (page) => page.evaluate(() => window.visualStates.testbed.phone.dial('+12025550101')),
  },
  {
    what: 'Hang up of a call that begins',
    state: 'registered',
    name: 'Hang up',
    happen: (page) => page.evaluate(() => window.visualStates.testbed.phone.dial('+12025550101')),
  },
  {
    what: 'Hang up, moved by another call',
    state: 'connected-collapsed',
    name: 'Hang up',
    happen: (page) => page.evaluate(() => void window.visualStates.testbed.line.ring('client:alice')),
  },
  {
    what: 'Call back, which comes with the outcome of a call',
    state: 'connected',
    name: 'Call back',
    happen: (page) => page.evaluate(() => window.visualStates.testbed.line.remoteHangsUp('CA1')),
  },
  {
    what: 'everything, when the window comes onto the screen',
    state: 'connected',
    name: 'Hang up',
    happen: (page) => page.evaluate(() => window.visualStates.testbed.api.emitPlaced()),
  },
]

const presses = {
  'a click': (page: Page) => async (at: readonly [number, number]) => page.mouse.click(...at),
  'Enter on it': (page: Page, name: string) => async () => {
    await button(page, name).focus()
    await page.keyboard.press('Enter')
  },
  'Space on it': (page: Page, name: string) => async () => {
    await button(page, name).focus()
    await page.keyboard.press('Space')
  },
} as const

for (const { what, state, name, happen } of appearances) {
  for (const [how, press] of Object.entries(presses)) {
    test(`${what}: ${how} counts after half a second, and not before`, async ({ visualStates }) => {
      const page = await visualStates.show(state)
      // The earlier state is settled.
      await page.waitForFunction(() => document.querySelector('[data-settling]') === null)
      const after = await pressUntilItCounts(page, name, () => happen(page), press(page, name))
      expect(after).toBeGreaterThanOrEqual(SETTLE_MS)
    })
  }
}

test('a key that is held down when a control comes under it does not press it, however long it is held', async ({
  visualStates,
}) => {
  for (const key of ['Enter', ' ']) {
    const page = await visualStates.show('ringing')
    await button(page, 'Accept').focus()
    const session = await page.context().newCDPSession(page)
    const down = (autoRepeat: boolean) =>
      session.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key,
        code: key === ' ' ? 'Space' : 'Enter',
        text: key === ' ' ? ' ' : '\r',
        windowsVirtualKeyCode: key === ' ' ? 32 : 13,
        autoRepeat,
      })
    await page.waitForFunction(() => document.querySelector('[data-settling]') === null)
    for (let time = 0; time < 5; time += 1) await down(true)
    expect(await sent(page)).toEqual([])
    await session.send('Input.dispatchKeyEvent', {
      type: 'keyUp',
      key,
      code: key === ' ' ? 'Space' : 'Enter',
      windowsVirtualKeyCode: key === ' ' ? 32 : 13,
    })
    await page.keyboard.press(key)
    await expect.poll(() => sent(page)).toEqual([{ type: 'accept', id: 'CA1' }])
  }
})

test('a shortcut that was meant for one call does not reject the next one', async ({ visualStates }) => {
  const page = await visualStates.show('ringing-two')
  await expect(async () => {
    await page.keyboard.press('Control+Shift+D')
    expect(await sent(page)).toEqual([{ type: 'reject', id: 'CA1' }])
  }).toPass()
  await page.keyboard.press('Control+Shift+D')
  expect(await sent(page)).toHaveLength(1)
  await expect(async () => {
    await page.keyboard.press('Control+Shift+D')
    expect(await sent(page)).toHaveLength(2)
  }).toPass()
})

test('Enter in the number field calls at once, and a scrolled list does not have to settle', async ({
  visualStates,
}) => {
  const page = await visualStates.show('registered')
  await page.keyboard.type('+442079460018')
  await page.keyboard.press('Enter')
  expect(await sent(page)).toHaveLength(1)

  const list = await visualStates.show('recents-many')
  await list.waitForFunction(() => document.querySelector('[data-settling]') === null)
  await list.mouse.move(190, 400)
  await list.mouse.wheel(0, 2_000)
  const call = list.getByRole('button', { name: /^Call / }).nth(40)
  await expect(call).toBeInViewport({ ratio: 1 })
  // Only scrolling has happened for a while.
  await list.waitForFunction(() => document.querySelector('[data-settling]') === null)
  const box = await call.boundingBox()
  if (!box) throw new Error('There is no such row.')
  await list.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  expect((await sent(list)).map(({ type }) => type)).toEqual(['dial'])
})
