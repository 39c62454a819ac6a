import { describe, expect, test } from 'vitest'
import { states } from '../../../support/visual-states/states/index.ts'
import { button, renderWindow, screen, within } from '../../../support/views/render-window.tsx'

const show = (state: string) => renderWindow((testbed) => states[state]?.before?.(testbed))
const menu = () => within(screen.getByRole('region', { name: 'Do not disturb' }))

describe('do not disturb', () => {
  test('is turned on for an hour', async () => {
    const { testbed, user } = await show('registered')
    await user.click(button('Do not disturb: off'))
    await user.click(menu().getByRole('button', { name: 'For an hour' }))
    const until = testbed.clock.now() + 3_600_000
    expect(testbed.api.state?.doNotDisturb).toMatchObject({ until, mode: 'silent' })
    expect(button(/^Do not disturb: on until/)).toBeVisible()
  })

  test('is turned off in the status line', async () => {
    const { testbed, user } = await show('dnd-silent')
    expect(within(screen.getByRole('banner')).getByText('Do not disturb')).toBeVisible()
    await user.click(button('Turn off'))
    expect(testbed.api.state?.doNotDisturb.until).toBeNull()
    expect(within(screen.getByRole('banner')).getByText('You can be reached')).toBeVisible()
  })

  test('lets the person choose what callers hear', async () => {
    const { testbed, user } = await show('dnd-silent')
    await user.click(button(/^Do not disturb: on/))
    await user.click(menu().getByRole('radio', { name: 'Busy' }))
    expect(testbed.api.state?.doNotDisturb.mode).toBe('busy')
    expect(menu().getByText(/Callers hear at once that you are busy/)).toBeVisible()
  })

  test('shows why it could not be stored', async () => {
    const { testbed, user } = await show('registered')
    testbed.api.result = { ok: false, problem: 'This could not be stored.' }
    await user.click(button('Do not disturb: off'))
    await user.click(menu().getByRole('button', { name: 'Until I turn it off' }))
    expect(menu().getByText('This could not be stored.')).toBeVisible()
  })

  test('of the system is shown, and cannot be turned off here', async () => {
    await show('dnd-system')
    expect(document.body).toHaveTextContent(/This computer is set to do not disturb/)
    expect(screen.queryByRole('button', { name: 'Turn off' })).toBeNull()
  })
})
