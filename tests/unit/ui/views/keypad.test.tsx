import { describe, expect, test } from 'vitest'
import { parsePhoneLink } from '../../../../src/shared/domain/dial/phone-link.ts'
import { alerts, button, renderWindow, screen } from '../../../support/views/render-window.tsx'
import { TEAM } from '../../../support/visual-states/fake-app-api.ts'

const numberField = () => screen.getByRole('textbox', { name: 'Number or name to call' })

describe('the keypad', () => {
  test('dials a typed number, and is empty afterwards', async () => {
    const { testbed, user } = await renderWindow()
    await user.type(numberField(), '+442079460018')
    expect(screen.getByText('+44 20 7946 0018')).toBeVisible()
    await user.click(button('Call'))
    expect(testbed.line.sent).toEqual([{ type: 'dial', id: 'out-1', to: '+442079460018' }])
  })

  test('dials with Enter', async () => {
    const { testbed, user } = await renderWindow()
    await user.type(numberField(), 'alice{Enter}')
    expect(testbed.line.sent).toMatchObject([{ type: 'dial', to: 'alice' }])
  })

  test('has twelve keys that write into the field', async () => {
    const { user } = await renderWindow()
    for (const key of ['1', '2', '3', 'star', '0', 'hash']) await user.click(button(key))
    expect(numberField()).toHaveValue('123*0#')
  })

  test('writes a plus for 0 with Shift', async () => {
    const { user } = await renderWindow()
    await user.keyboard('{Shift>}')
    await user.click(button('0'))
    await user.keyboard('{/Shift}')
    expect(numberField()).toHaveValue('+')
  })

  test('deletes the last character', async () => {
    const { user } = await renderWindow()
    await user.type(numberField(), '12')
    await user.click(button('Delete the last character'))
    expect(numberField()).toHaveValue('1')
  })

  test('writes digits that are typed anywhere in the window into the field', async () => {
    const { user } = await renderWindow()
    await user.keyboard('42')
    expect(numberField()).toHaveValue('42')
  })

  test('explains why an incomplete number cannot be called, and dials nothing', async () => {
    const { testbed, user } = await renderWindow()
    await user.type(numberField(), '202555{Enter}')
    expect(alerts().join()).not.toBe('')
    expect(numberField()).toHaveAttribute('aria-invalid', 'true')
    expect(testbed.line.sent).toEqual([])
  })

  test('offers digits as a name', async () => {
    const { testbed, user } = await renderWindow()
    await user.type(numberField(), '1001{Enter}')
    await user.click(button('Use 1001 as a name'))
    await user.click(button('Call'))
    expect(testbed.line.sent).toMatchObject([{ to: 'client:1001' }])
  })

  test('does not call an emergency number, and says so', async () => {
    const { testbed, user } = await renderWindow()
    await user.type(numberField(), '911')
    expect(alerts().join()).toMatch(/emergency/i)
    await user.click(button('Call'))
    expect(testbed.line.sent).toEqual([])
  })

  test('dials nothing while the connection is not registered', async () => {
    const { testbed, user } = await renderWindow(({ line }) => line.goesOffline('signalling-unreachable'))
    await user.type(numberField(), '+442079460018{Enter}')
    expect(button('Call')).toHaveAttribute('aria-disabled', 'true')
    expect(testbed.line.sent).toEqual([])
  })
})

describe('a clicked phone link', () => {
  test('fills the keypad and dials nothing', async () => {
    const { testbed, trigger } = await renderWindow()
    await trigger(({ api }) => api.clickLink(parsePhoneLink('tel:+442079460018')))
    expect(numberField()).toHaveValue('+442079460018')
    expect(testbed.line.sent).toEqual([])
  })

  test('gives back with Undo what was typed before', async () => {
    const { user, trigger } = await renderWindow()
    await user.type(numberField(), '2025550101')
    await trigger(({ api }) => api.clickLink(parsePhoneLink('tel:+442079460018')))
    await user.click(button('Undo'))
    expect(numberField()).toHaveValue('2025550101')
  })
})

describe('the practice connection', () => {
  test('can be asked for a call', async () => {
    const { testbed, user } = await renderWindow()
    await user.click(button('Call me'))
    expect(testbed.api.requests).toContain('request-practice-call')
  })

  test('shows why no call came', async () => {
    const { testbed, user } = await renderWindow()
    testbed.api.result = { ok: false, problem: 'The practice exchange did not answer.' }
    await user.click(button('Call me'))
    expect(screen.getByText('The practice exchange did not answer.')).toBeVisible()
  })

  test('offers numbers to try, and writes the chosen one into the field', async () => {
    const { user } = await renderWindow()
    await user.click(button('Numbers to try'))
    await user.click(button(/Echo/))
    expect(numberField()).not.toHaveValue('')
  })

  test('is not offered on the connection of a team', async () => {
    await renderWindow(({ api }) => api.useConnection(TEAM))
    expect(screen.queryByRole('button', { name: 'Call me' })).toBeNull()
  })
})
