import type { Page } from '@playwright/test'
import type { DndSetting } from '../../../src/main/dnd/do-not-disturb.ts'
import { launchOffhook } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const OWN_NUMBER = '+12025550100'
const CALL = { from: '+12025550142', to: OWN_NUMBER, callerName: 'Ada' }
const DND_OFF: DndSetting = { until: null, mode: 'silent' }

const setQuiet = (page: Page, quiet: DndSetting) =>
  page.evaluate(
    (chosen) => window.offhook.request({ type: 'set-do-not-disturb', doNotDisturb: chosen }),
    quiet,
  )

test('ringing silently: the window shows the call, and nothing is heard or pops up', async ({
  offhook,
  watch,
  audioCapture,
}) => {
  const see = screen(offhook.window)
  await setQuiet(offhook.window, { until: 'turned-off', mode: 'silent' })
  const sid = await offhook.exchange.placeCall(CALL)
  await expect(see.incomingFrom('Ada')).toBeVisible()
  await audioCapture.waitForSilence(500)
  await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
  await expect(see.noCall).toBeVisible()
  expect(watch.events.filter(({ type }) => type === 'shown')).toEqual([])

  // When it is over, what was missed is said; and the next call rings aloud.
  await setQuiet(offhook.window, DND_OFF)
  await watch.next('shown', ({ summary }) => summary === 'Missed call from Ada')
  const audible = audioCapture.waitForSound()
  await offhook.exchange.placeCall({ ...CALL, callerName: 'Bob' })
  await watch.next('shown', ({ summary }) => summary === 'Bob')
  await audible
  await see.reject.click()
  await expect(see.noCall).toBeVisible()
  await audioCapture.waitForSilence(300)
})

test('turned on while it rings, the ring and the notification stop; the call can still be taken', async ({
  offhook,
  watch,
  audioCapture,
}) => {
  const see = screen(offhook.window)
  const audible = audioCapture.waitForSound()
  await offhook.exchange.placeCall(CALL)
  const shown = await watch.next('shown')
  await audible
  await setQuiet(offhook.window, { until: 'turned-off', mode: 'busy' })
  await watch.next('closed', ({ id }) => id === shown.id)
  await audioCapture.waitForSilence(300)
  await expect(see.incomingFrom('Ada')).toBeVisible()
  await see.reject.click()
  await expect(see.noCall).toBeVisible()
})

test('hearing busy: the caller is turned away, it counts as missed, and it lasts over a restart', async ({
  executable,
  desktop,
  offhook,
  watch,
}) => {
  const until = Date.now() + 3_600_000
  await setQuiet(offhook.window, { until, mode: 'busy' })
  await offhook.close()
  const again = await launchOffhook({ executable, desktop, userData: offhook.userData })
  try {
    const see = screen(again.window)
    await expect(see.text('Do not disturb', { exact: true })).toBeVisible({ timeout: 20_000 })
    const sid = await again.exchange.placeCall(CALL)
    await again.exchange.next('ended', { callSid: sid })
    await expect(see.text(/Do not disturb was on/)).toBeVisible()
    const handshake = await again.window.evaluate(() => window.offhook.request({ type: 'handshake' }))
    expect(handshake).toMatchObject({
      appState: {
        doNotDisturb: { until, mode: 'busy' },
        recents: [{ endReason: 'rejected-dnd', unseen: true }],
      },
    })
    expect(watch.events.filter(({ type }) => type === 'shown')).toEqual([])
  } finally {
    await again.close()
  }
})
