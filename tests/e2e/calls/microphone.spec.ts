import { expect, SENT_HZ, test } from '../fixtures/offhook.ts'
import { microphoneSource } from '../../support/audio/microphone-source.ts'
import { screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', party: { tone: 440 } }

test.describe('without a microphone', () => {
  test('a call is accepted with a warning and is heard, and the caller hears a microphone plugged in later', async ({
    offhook,
    desktop,
    audioCapture,
  }) => {
    const { window, exchange } = offhook
    const see = screen(window)
    const microphone = microphoneSource(desktop.env)
    await microphone.remove()
    try {
      await expect(see.text('No microphone found').first()).toBeVisible({ timeout: 20_000 })
      const callSid = await exchange.placeCall(CALL)
      await see.accept.click()
      await expect(see.timer).toBeVisible()
      await audioCapture.waitForToneOnset(440)
      await expect(see.text('The other side cannot hear you')).toBeVisible()
      await microphone.restore()
      await exchange.heardAtFarEnd(callSid, SENT_HZ)
      await expect(see.text('The other side cannot hear you')).toBeHidden()
    } finally {
      await microphone.restore()
    }
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
    await expect(see.text('You can be reached')).toBeVisible({ timeout: 20_000 })
  })

  test('a call can be made, with a warning', async ({ offhook, desktop, audioCapture }) => {
    const see = screen(offhook.window)
    const microphone = microphoneSource(desktop.env)
    await microphone.remove()
    try {
      await expect(see.text('No microphone found').first()).toBeVisible({ timeout: 20_000 })
      await see.number.fill('+12025550102')
      await see.call.click()
      await expect(see.timer).toBeVisible()
      await audioCapture.waitForToneOnset(440)
      await expect(see.text('The other side cannot hear you')).toBeVisible()
      await see.hangUp.click()
    } finally {
      await microphone.restore()
    }
    await expect(see.text('You can be reached')).toBeVisible({ timeout: 20_000 })
  })

  test('a call warns when the microphone is unplugged, and is heard again when it is back', async ({
    offhook,
    desktop,
  }) => {
    const { window, exchange } = offhook
    const see = screen(window)
    const callSid = await exchange.placeCall(CALL)
    await see.accept.click()
    await exchange.heardAtFarEnd(callSid, SENT_HZ)
    const microphone = microphoneSource(desktop.env)
    await microphone.remove()
    try {
      await expect(see.text('The other side cannot hear you')).toBeVisible({ timeout: 20_000 })
      await see.mute.click()
      await microphone.restore()
      await expect(see.text('The other side cannot hear you')).toBeHidden({ timeout: 20_000 })
      await see.mute.click()
      await exchange.heardAtFarEnd(callSid, SENT_HZ)
    } finally {
      await microphone.restore()
    }
    await see.hangUp.click()
  })
})
