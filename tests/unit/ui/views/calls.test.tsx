import { describe, expect, test } from 'vitest'
import { registered, type GalleryTestbed } from '../../../support/visual-states/testbed.ts'
import { button, openPage, renderWindow, screen, within } from '../../../support/views/render-window.tsx'

const CALLER = '+12025550147'

function ringing(testbed: GalleryTestbed): string {
  registered(testbed)
  return testbed.line.ring(CALLER, { callerName: 'Maria Santos' })
}

function connected(testbed: GalleryTestbed): string {
  const id = ringing(testbed)
  testbed.phone.command({ type: 'accept', id })
  testbed.line.opens(id)
  return id
}

describe('an incoming call', () => {
  test('shows who calls, with name and number', async () => {
    await renderWindow(ringing)
    const call = screen.getByRole('article', { name: 'Incoming call from Maria Santos' })
    expect(within(call).getByText('(202) 555-0147')).toBeVisible()
  })

  test.each([
    ['Accept', 'accept'],
    ['Reject', 'reject'],
  ])('is answered with %s', async (name, type) => {
    const { testbed, user } = await renderWindow(ringing)
    await user.click(button(name))
    expect(testbed.line.sent).toEqual([{ type, id: 'CA1' }])
  })

  test('disappears when the caller cancels it', async () => {
    const { trigger } = await renderWindow(ringing)
    await trigger(({ line }) => line.callerGivesUp('CA1'))
    expect(screen.queryByRole('article', { name: /Incoming call/ })).toBeNull()
    expect(screen.getByText('No call in progress.')).toBeInTheDocument()
  })

  test('during a call offers to end that call', async () => {
    const { testbed, user, trigger } = await renderWindow(connected)
    await trigger(({ line }) => line.ring('client:alice'))
    expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull()
    await user.click(button('End and accept'))
    expect(testbed.line.sent).toContainEqual({ type: 'accept', id: 'CA2' })
  })

  test('has its own buttons when several calls ring', async () => {
    const { testbed, user, trigger } = await renderWindow(ringing)
    await trigger(({ line }) => line.ring('client:alice'))
    const second = screen.getByRole('article', { name: 'Incoming call from alice' })
    await user.click(within(second).getByRole('button', { name: 'Reject' }))
    expect(testbed.line.sent).toEqual([{ type: 'reject', id: 'CA2' }])
  })

  test('is not rejected with Escape', async () => {
    const { testbed, user } = await renderWindow(ringing)
    await user.keyboard('{Escape}')
    expect(testbed.line.sent).toEqual([])
  })
})

describe('an outgoing call', () => {
  test('is canceled with Hang up while it rings', async () => {
    const { testbed, user, trigger } = await renderWindow((before) => {
      registered(before)
      before.phone.dial('alice')
    })
    await trigger(({ line }) => line.remoteRings('out-1'))
    await user.click(button('Hang up'))
    expect(testbed.line.sent.at(-1)).toEqual({ type: 'hangup', id: 'out-1' })
  })

  test('cannot be muted before it is connected', async () => {
    const { trigger } = await renderWindow((before) => {
      registered(before)
      before.phone.dial('alice')
    })
    expect(button('Mute')).toBeDisabled()
    await trigger(({ line }) => line.remoteAnswers('out-1'))
    expect(button('Mute')).toBeEnabled()
  })

  test('offers the extension that was dialled once it is connected', async () => {
    const { testbed, user, trigger } = await renderWindow((before) => {
      registered(before)
      before.phone.dial('+1 202 555 0101 ext. 7')
    })
    expect(button('Send 7')).toHaveAttribute('aria-disabled', 'true')
    await trigger(({ line }) => line.remoteAnswers('out-1'))
    await user.click(button('Send 7'))
    expect(testbed.line.sent.at(-1)).toMatchObject({ type: 'digits', digits: '7' })
  })
})

describe('a connected call', () => {
  test('is muted and unmuted', async () => {
    const { testbed, user } = await renderWindow(connected)
    await user.click(button('Mute'))
    expect(testbed.line.sent.at(-1)).toEqual({ type: 'mute', id: 'CA1', muted: true })
    await user.click(button('Unmute'))
    expect(testbed.line.sent.at(-1)).toEqual({ type: 'mute', id: 'CA1', muted: false })
  })

  test('sends the digits of its keypad, and shows them', async () => {
    const { testbed, user } = await renderWindow(connected)
    await user.click(button('Keypad'))
    const keys = screen.getByRole('group', { name: 'Telephone keys' })
    for (const key of ['4', 'hash']) await user.click(within(keys).getByRole('button', { name: key }))
    expect(testbed.line.sent.slice(-2)).toMatchObject([{ digits: '4' }, { digits: '#' }])
    expect(screen.getByLabelText('Digits sent')).toHaveTextContent('4#')
  })

  test('sends digits that are typed', async () => {
    const { testbed, user } = await renderWindow(connected)
    await user.keyboard('5')
    expect(testbed.line.sent.at(-1)).toMatchObject({ type: 'digits', digits: '5' })
  })

  test('shows how long it has lasted', async () => {
    const { trigger } = await renderWindow(connected)
    await trigger(({ clock }) => clock.advanceSync(74_000))
    expect(screen.getByRole('timer')).toHaveTextContent('01:14')
  })

  test('stays available as a bar while another page is open', async () => {
    const rendered = await renderWindow(connected)
    await openPage(rendered, 'Settings')
    expect(screen.getByRole('group', { name: 'Ring on' })).toBeVisible()
    await rendered.user.click(button('Hang up'))
    expect(rendered.testbed.line.sent.at(-1)).toEqual({ type: 'hangup', id: 'CA1' })
  })

  test.each(['missing', 'denied', 'busy', 'waiting'] as const)(
    'warns that the other side hears nothing while the microphone is %s',
    async (state) => {
      await renderWindow((testbed) => {
        testbed.callMicrophone.state = state
        connected(testbed)
      })
      const warnings = screen
        .getAllByRole('status')
        .filter(({ textContent }) => /microphone/i.test(textContent))
      expect(warnings).not.toEqual([])
    },
  )

  test('shows that no audio arrives, and that it arrives again', async () => {
    const { trigger } = await renderWindow(connected)
    await trigger(({ line }) => line.hearsAudio('CA1', false))
    expect(screen.getByText(/no sound/i)).toBeVisible()
    await trigger(({ line }) => line.hearsAudio('CA1', true))
    expect(screen.queryByText(/no sound/i)).toBeNull()
  })

  test('shows that its media reconnects', async () => {
    const { trigger } = await renderWindow(connected)
    await trigger(({ line }) => line.breaksOff('CA1'))
    expect(screen.getByText(/reconnecting/i)).toBeVisible()
    expect(button('Hang up')).toBeEnabled()
  })
})

describe('the outcome of a call', () => {
  test('shows why it ended, and how to call again', async () => {
    const { testbed, user, trigger } = await renderWindow((before) => {
      registered(before)
      before.phone.dial('alice')
    })
    await trigger(({ line }) => line.comesToNothing('out-1', 'busy'))
    expect(screen.getByRole('heading', { name: /busy/i })).toBeVisible()
    await user.click(button('Call again'))
    expect(testbed.line.sent.at(-1)).toMatchObject({ type: 'dial', id: 'out-2' })
  })

  test('offers to call back a missed caller, and can be dismissed', async () => {
    const { user, trigger } = await renderWindow(ringing)
    await trigger(({ line }) => line.callerGivesUp('CA1'))
    expect(button('Call back')).toBeVisible()
    await user.click(button('Dismiss'))
    expect(screen.queryByRole('button', { name: 'Call back' })).toBeNull()
  })

  test('during another call is shown beside it', async () => {
    const { trigger } = await renderWindow(connected)
    await trigger(({ line }) => line.callerGivesUp(line.ring('client:alice')))
    expect(screen.getByText(/alice/)).toBeVisible()
    expect(button('Hang up')).toBeEnabled()
  })
})
