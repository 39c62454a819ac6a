import { describe, expect, test } from 'vitest'
import { TEAM } from '../../../support/visual-states/fake-app-api.ts'
import { states } from '../../../support/visual-states/states/index.ts'
import { button, renderWindow, screen, within } from '../../../support/views/render-window.tsx'

const header = () => within(screen.getByRole('banner'))
const show = (state: string) => renderWindow((testbed) => states[state]?.before?.(testbed))

describe('the status line', () => {
  test('shows that the person can be reached, and the identity', async () => {
    await show('registered')
    expect(header().getByText('You can be reached')).toBeVisible()
    expect(header().getByText(/You are maria/)).toBeVisible()
  })

  test('shows that the connection is being established', async () => {
    const { trigger } = await show('connecting')
    expect(header().getByText(/^Connecting/)).toBeVisible()
    await trigger(({ line }) => line.registers())
    expect(header().getByText('You can be reached')).toBeVisible()
  })

  test('offers to connect again while the service is unreachable', async () => {
    const { testbed, user } = await show('reachability-service-unreachable')
    await user.click(header().getByRole('button', { name: 'Try again' }))
    expect(testbed.api.requests).toContain('try-again')
  })

  test('shows why another attempt failed', async () => {
    const { testbed, user } = await show('reachability-service-unreachable')
    testbed.api.result = { ok: false, problem: 'There is no network.' }
    await user.click(header().getByRole('button', { name: 'Try again' }))
    expect(header().getByText('There is no network.')).toBeVisible()
  })

  test('leads to the settings when the sign-in failed', async () => {
    const { user } = await show('rejected')
    await user.click(header().getByRole('button', { name: 'Open Settings' }))
    expect(screen.getByRole('radio', { name: /My team/ })).toBeChecked()
  })

  test.each([
    ['reachability-line-silent', /not responding/i],
    ['reachability-no-network', /network/i],
    ['reachability-token-expiring', /token|sign-in|access/i],
    ['reachability-microphone-denied', /microphone/i],
    ['reachability-microphone-missing', /microphone/i],
    ['reachability-no-notifications', /notification/i],
    ['reachability-no-buttons', /buttons/i],
  ])('explains the state %s, and since when it lasts', async (state, text) => {
    await show(state)
    expect(screen.getByRole('banner')).toHaveTextContent(text)
    expect(header().getByText(/^Since/)).toBeVisible()
  })

  test('asks for the microphone when it is not allowed', async () => {
    const { testbed, user } = await show('reachability-microphone-denied')
    await user.click(header().getByRole('button', { name: 'Allow' }))
    expect(testbed.api.requests).toContain('allow-microphone')
  })

  test('leads to the self-test when notifications have no buttons', async () => {
    const { user } = await show('reachability-no-buttons')
    await user.click(header().getByRole('button', { name: 'Test my ring' }))
    expect(button('Test now')).toBeVisible()
  })

  test('shows main’s report and not its own guess', async () => {
    const { trigger } = await renderWindow(({ api, line }) => {
      api.useConnection(TEAM)
      line.goesOffline('network')
    })
    await trigger(({ line }) => line.register({ token: 'a', identity: 'maria', signallingHost: null }))
    await trigger(({ line }) => line.registers())
    expect(header().getByText('You can be reached')).toBeVisible()
  })
})
