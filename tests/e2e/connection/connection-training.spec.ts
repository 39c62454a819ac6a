import { startOffhook } from '../../support/app/launch.ts'
import { connectControl } from '../../support/exchange/control.ts'
import { startTraining } from '../../support/team/training.ts'
import { screen } from '../fixtures/screen.ts'
import { enterTeam, settings } from '../fixtures/settings.ts'
import { expect, NO_INTERNET, test } from '../fixtures/shared.ts'

test('a class practises on an exchange of its own, known by its certificate', async ({
  executable,
  desktop,
}) => {
  const training = await startTraining(desktop.folder, 'maria')
  const control = await connectControl(training.control.port, training.control.secret)
  const offhook = await startOffhook({ executable, desktop, args: NO_INTERNET })
  const see = screen(offhook.window)
  const page = settings(offhook.window)
  await expect(see.ready).toBeVisible()

  // Another certificate than the one the exchange shows: the line stays as it is.
  const [host = '', pin = ''] = training.exchange.split(' ')
  const forged = pin.replace(/\/./, (start) => (start === '/A' ? '/B' : '/A'))
  await enterTeam(page, { ...training, exchange: `${host} ${forged}` })
  await expect(see.text('The exchange there shows another certificate.')).toBeVisible()
  await expect(see.ready).toBeVisible()

  // By a name the page's policy does not know beforehand, as that of an exchange on another computer.
  await page.exchange.fill(training.exchange.replace('localhost', '127.0.0.1'))
  await page.use.click()
  await offhook.window.getByRole('tab', { name: 'Keypad' }).click()
  await expect(
    see.text(`Training line. Calls stay at ${host.replace('localhost', '127.0.0.1')}`),
  ).toBeVisible()
  await expect(see.ready).toBeVisible()

  const sid = await control.placeCall({ from: '+12025550177', to: 'client:maria', party: { tone: 440 } })
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await control.next('bridged', { callSid: sid })
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
  await see.number.fill('+12025550103')
  await see.call.click()
  await expect(see.text('Busy', { exact: true })).toBeVisible()

  control.close()
  await offhook.close()
  await training.close()
})
