import { spawn } from 'node:child_process'
import { once } from 'node:events'
import * as v from 'valibot'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { electronArguments } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const NO_EMERGENCY = 'Offhook cannot make emergency calls. Use a mobile or landline.'
const DigitsHeard = v.object({ digitsHeard: v.string() })

test('an emergency number is refused at once, from the keypad, a link and a missed call', async ({
  offhook,
  desktop,
  executable,
  watch,
}) => {
  const see = screen(offhook.window)
  for (const text of ['911', '112', '１１０', '9-9-9', '17', '00112', '112#']) {
    await see.number.fill(text)
    await expect(see.text(NO_EMERGENCY)).toBeVisible()
    await expect(see.call).toHaveAttribute('aria-disabled', 'true')
    await see.number.press('Enter')
  }
  await see.number.fill('')

  const own = [...electronArguments(offhook.userData), projectFolder, '--']
  const second = spawn(executable, [...own, 'tel:911;ext=1'], { env: desktop.env })
  expect(await once(second, 'exit')).toEqual([0, null])
  await expect(see.number).toHaveValue('911 ext. 1')
  await expect(see.text(NO_EMERGENCY)).toBeVisible()

  // A caller with such a number cannot be called back.
  const sid = await offhook.exchange.placeCall({ from: '+49112', to: '+12025550100', callerName: 'Ada' })
  await watch.next('shown', ({ summary }) => summary === 'Ada')
  await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
  const missed = await watch.next('shown', ({ summary }) => summary === 'Missed call from Ada')
  expect(missed.actions.map(({ key }) => key)).not.toContain('call-back')

  const placed = offhook.exchange.events.entries.filter(
    (event) => event.type === 'call-started' && event.from === 'client:maria',
  )
  expect(placed).toEqual([])
})

test('an extension is offered in the call, and sent at its press only', async ({ offhook }) => {
  const see = screen(offhook.window)
  await see.number.fill('(202) 555-0102 ext. 42,,7#')
  await expect(see.text('Once connected, you can send 42, then 7#.')).toBeVisible()
  await see.call.click()
  const { callSid } = await offhook.exchange.next('call-started', { from: 'client:maria' })
  await expect(see.timer).toBeVisible()
  const heard = async () =>
    v.parse(DigitsHeard, await offhook.exchange.request('GET', `/calls/${callSid}`)).digitsHeard
  expect(await heard()).toBe('')
  await offhook.window.getByRole('button', { name: 'Send 42' }).click()
  await expect.poll(heard).toBe('42')
  await offhook.window.getByRole('button', { name: 'Send 7#' }).click()
  await expect.poll(heard).toBe('427#')
  await expect(offhook.window.getByRole('button', { name: /^Send / })).toHaveCount(0)
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
})
