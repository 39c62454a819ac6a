import { popupOf } from '../../support/app/incoming-call-window.ts'
import { startTypist } from '../../support/app/keyboard-client.ts'
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
  const typist = await startTypist(executable, desktop)
  try {
    await typist.type('before ')
    await expect(typist.paper).toHaveValue('before ')
    const focused = await typist.focus()

    const sid = await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
    const popup = await popupOf(offhook.app, desktop)
    await expect(popup.incomingFrom('(202) 555-0142')).toBeVisible()
    expect(await typist.focus()).toBe(focused)
    // Space and Enter would press a button that had the focus.
    await typist.type('while it rings ')
    await typist.press('Return')
    await expect(typist.paper).toHaveValue('before while it rings \n')
    await expect(typist.focused).toHaveCount(1)

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
    await typist.type('after')
    await expect(typist.paper).toHaveValue('before while it rings \nafter')
    expect(await typist.focus()).toBe(focused)
  } finally {
    await typist.close()
  }
})
