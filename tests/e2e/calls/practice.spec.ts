import * as v from 'valibot'
import { startOffhook } from '../../support/app/launch.ts'
import { SENT_HZ } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'
import { expect, test } from '../fixtures/shared.ts'

const DigitsHeard = v.object({ digits: v.string(), digitsHeard: v.string() })

test('with nothing configured it practises, says so, and calls when asked', async ({
  executable,
  desktop,
  watch,
  audioCapture,
}) => {
  const offhook = await startOffhook({ executable, desktop, practice: 'as-delivered' })
  const see = screen(offhook.window)
  await expect(see.ready).toBeVisible({ timeout: 20_000 })
  const banner = offhook.window.getByRole('region', { name: 'Practice line' })
  await expect(banner).toContainText('Practice line. Calls stay on this computer')

  await banner.getByRole('button', { name: 'Call me' }).click()
  const shown = await watch.next('shown')
  expect(shown.summary).toBe('Offhook practice')
  await expect(see.incomingFrom('Offhook practice')).toBeVisible()
  await audioCapture.waitForSound()
  await desktop.notifications?.press('Accept')
  await watch.next('closed', ({ id }) => id === shown.id)
  await expect(see.timer).toBeVisible()
  // The ringtone has to be over before the voice can be told from it.
  await audioCapture.waitForSilence(20)
  await audioCapture.waitForSound()
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
  await audioCapture.waitForSilence(300)
  await offhook.close()
  expect(offhook.pageErrors).toEqual([])
})

test.describe('a number to try', () => {
  for (const { label, number, hertz } of [
    { label: /Echo: you hear yourself/, number: '+12025550101', hertz: SENT_HZ },
    { label: /A steady tone/, number: '+12025550102', hertz: 440 },
    { label: /Answers after five seconds/, number: '+12025550106', hertz: SENT_HZ },
  ]) {
    test(`does what it says: ${label.source}`, async ({ phone, audioCapture }) => {
      const see = screen(phone.window)
      const from = phone.exchange.events.entries.length
      await phone.window.getByRole('button', { name: 'Numbers to try' }).click()
      await phone.window.getByRole('button', { name: label }).click()
      await expect(see.number).toHaveValue(number)
      // The tone itself is waited for: of an echo, the browser's echo canceller soon leaves little.
      const audible = audioCapture.waitForToneOnset(hertz)
      await see.call.click()
      const { callSid } = await phone.exchange.next('call-started', { from: 'client:maria' }, { from })
      if (number === '+12025550106') {
        await expect(see.text('Calling')).toBeVisible()
        const ringing = await phone.exchange.next('ringing', {}, { from })
        const answered = await phone.exchange.next('bridged', { callSid }, { from })
        expect(Date.parse(answered.at) - Date.parse(ringing.at)).toBeGreaterThan(4_900)
      }
      await expect(see.timer).toBeVisible()
      await audible
      await see.hangUp.click()
      await expect(see.noCall).toBeVisible()
      await phone.exchange.next('ended', { callSid }, { from })
      await audioCapture.waitForSilence(300)
    })
  }

  test('says a sentence, with pauses between its words', async ({ phone, audioCapture }) => {
    const see = screen(phone.window)
    await phone.window.getByRole('button', { name: 'Numbers to try' }).click()
    await phone.window.getByRole('button', { name: /Says a sentence/ }).click()
    const audible = audioCapture.waitForSound()
    await see.call.click()
    await audible
    await audioCapture.waitForSilence(30)
    await audioCapture.waitForSound()
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
    await audioCapture.waitForSilence(300)
  })
})

test('digits typed in a call sound here, and arrive at its other end, in order', async ({
  phone,
  audioCapture,
}) => {
  const see = screen(phone.window)
  const loaded = new Set<string>()
  phone.window.on('requestfinished', (request) => loaded.add(request.url()))
  const from = phone.exchange.events.entries.length
  await see.number.fill('+12025550102')
  await see.call.click()
  const { callSid } = await phone.exchange.next('call-started', { from: 'client:maria' }, { from })
  await expect(see.timer).toBeVisible()
  await phone.window.getByRole('button', { name: 'Keypad', exact: true }).click()
  const keys = phone.window.getByRole('group', { name: 'Telephone keys' })
  for (const name of ['1', '5', 'star', '0']) await keys.getByRole('button', { name, exact: true }).click()
  await phone.window.keyboard.type('79#')
  await expect(phone.window.getByLabel('Digits sent')).toHaveText('15*079#')
  const sounds = '15s079h'.split('').map((key) => `offhook://app/sounds/dtmf-${key}.wav`)
  await expect.poll(() => sounds.filter((sound) => !loaded.has(sound)), { intervals: [100] }).toEqual([])
  await expect(async () => {
    const report = v.parse(DigitsHeard, await phone.exchange.request('GET', `/calls/${callSid}`))
    expect(report).toEqual({ digits: '15*079#', digitsHeard: '15*079#' })
  }).toPass({ timeout: 15_000, intervals: [100] })
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
  await audioCapture.waitForSilence(300)
})
