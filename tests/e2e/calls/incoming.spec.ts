import { expect, SENT_HZ, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const OWN_NUMBER = '+12025550100'
const CALLER = '+12025550142'
const CALLER_SHOWN = '(202) 555-0142'

test.describe('an incoming call', () => {
  test('is accepted on the notification, heard both ways, and hung up here', async ({
    offhook,
    desktop,
    watch,
    audioCapture,
  }) => {
    const see = screen(offhook.window)
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, party: { tone: 440 } })

    const shown = await watch.next('shown')
    expect(shown.summary).toBe(CALLER_SHOWN)
    expect(shown.actions.map(({ key, label }) => `${key}: ${label}`)).toEqual(
      expect.arrayContaining(['accept: Accept', 'reject: Reject']),
    )
    expect(shown.urgency).toBe(2)
    expect(shown.timeout).toBe(0)
    await expect(see.incomingFrom(CALLER_SHOWN)).toBeVisible()

    const audible = audioCapture.waitForSound()
    await desktop.notifications?.press('Accept')

    await watch.next('closed', ({ id }) => id === shown.id)
    await expect(see.hangUp).toBeVisible()
    await expect(see.timer).toBeVisible()
    await expect(see.accept).toBeHidden()
    await expect(see.reject).toBeHidden()
    await expect(see.anyIncoming).toBeHidden()

    await audible
    await audioCapture.waitForTone(440)
    await offhook.exchange.heardAtFarEnd(sid, SENT_HZ)

    await see.hangUp.click()
    await expect(see.text(/You ended the call/)).toBeVisible()
    await expect(see.noCall).toBeVisible()
    await offhook.exchange.next('ended', { callSid: sid })
    await audioCapture.waitForSilence(300)
  })

  test('is rejected on the notification', async ({ offhook, desktop, watch }) => {
    const see = screen(offhook.window)
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER })
    const shown = await watch.next('shown')
    await desktop.notifications?.press('Reject')
    await watch.next('closed', ({ id }) => id === shown.id)
    await expect(see.text(/You rejected the call/)).toBeVisible()
    await expect(see.noCall).toBeVisible()
    await expect(see.accept).toBeHidden()
    await offhook.exchange.next('ended', { callSid: sid })
  })

  test('is accepted in the window, and the caller hangs up', async ({ offhook, watch, audioCapture }) => {
    const see = screen(offhook.window)
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, party: { tone: 620 } })
    const shown = await watch.next('shown')
    const audible = audioCapture.waitForSound()
    await see.accept.click()
    await watch.next('closed', ({ id }) => id === shown.id)
    await expect(see.timer).toBeVisible()
    await audible
    await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
    await expect(see.text(/hung up\./)).toBeVisible()
    await expect(see.noCall).toBeVisible()
    await audioCapture.waitForSilence(300)
  })

  test('is rejected in the window', async ({ offhook, watch }) => {
    const see = screen(offhook.window)
    await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER })
    const shown = await watch.next('shown')
    await see.reject.click()
    await watch.next('closed', ({ id }) => id === shown.id)
    await expect(see.text(/You rejected the call/)).toBeVisible()
    await expect(see.noCall).toBeVisible()
  })

  test('clears notification and window at once when the caller gives up', async ({ offhook, watch }) => {
    const see = screen(offhook.window)
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER })
    const shown = await watch.next('shown')
    await expect(see.accept).toBeVisible()
    await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
    await watch.next('closed', ({ id }) => id === shown.id)
    await expect(see.accept).toBeHidden()
    await expect(see.text('Missed call')).toBeVisible()
    await expect(see.noCall).toBeVisible()
  })

  test('shows the name the network gives, with the number below it', async ({ offhook, watch }) => {
    const see = screen(offhook.window)
    await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, callerName: 'Ada Lovelace' })
    const shown = await watch.next('shown')
    expect(shown.summary).toBe('Ada Lovelace')
    expect(shown.body).toContain(CALLER_SHOWN)
    await expect(see.incomingFrom('Ada Lovelace')).toBeVisible()
    await expect(see.text(CALLER_SHOWN)).toBeVisible()
    await see.reject.click()
    await expect(see.noCall).toBeVisible()
  })
})
