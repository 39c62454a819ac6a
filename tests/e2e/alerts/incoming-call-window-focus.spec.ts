import { incomingCallWindowOf } from '../../support/app/incoming-call-window.ts'
import { startKeyboardClient } from '../../support/app/keyboard-client.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

test.afterEach(async ({ desktop, notificationServer }) => {
  await desktop.useNotifications(notificationServer)
})

test('the call window takes neither the focus nor a keystroke from what somebody types into', async ({
  offhook,
  desktop,
  executable,
}) => {
  await desktop.useNotifications('none')
  const keyboardClient = await startKeyboardClient(executable, desktop)
  try {
    await keyboardClient.type('before ')
    await expect(keyboardClient.textField).toHaveValue('before ')
    const focused = await keyboardClient.focus()

    const sid = await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
    const popup = await incomingCallWindowOf(offhook.app, desktop)
    await expect(popup.incomingFrom('(202) 555-0142')).toBeVisible()
    expect(await keyboardClient.focus()).toBe(focused)
    // Space and Enter would press a button that had the focus.
    await keyboardClient.type('while it rings ')
    await keyboardClient.press('Return')
    await expect(keyboardClient.textField).toHaveValue('before while it rings \n')
    await expect(keyboardClient.focused).toHaveCount(1)

    const microphone = async () => {
      const { state } = await navigator.permissions.query({ name: 'microphone' })
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null)
      for (const track of stream?.getTracks() ?? []) track.stop()
      return { state, opens: stream !== null }
    }
    expect(await popup.page.evaluate(microphone), 'the call window').toEqual({
      state: 'denied',
      opens: false,
    })
    expect(await offhook.window.evaluate(microphone), 'the phone').toEqual({ state: 'granted', opens: true })

    await popup.press('Reject')
    await popup.gone()
    await offhook.exchange.next('ended', { callSid: sid })
    await expect(screen(offhook.window).text(/You rejected the call/)).toBeVisible()
    await keyboardClient.type('after')
    await expect(keyboardClient.textField).toHaveValue('before while it rings \nafter')
    expect(await keyboardClient.focus()).toBe(focused)
  } finally {
    await keyboardClient.close()
  }
})
