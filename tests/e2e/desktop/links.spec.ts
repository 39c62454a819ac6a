import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { electronArguments, launchOffhook, type OffhookUnderTest } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada', party: { tone: 440 } } as const

/** As the desktop opens a link: another start of the program, which leaves it to the one that runs. */
async function click(
  executable: string,
  env: NodeJS.ProcessEnv,
  offhook: OffhookUnderTest,
  ...args: string[]
) {
  // Installed programs are registered with `--` before the link, so that nothing behind it is an option.
  const own = [...electronArguments(offhook.userData), projectFolder, '--']
  const second = spawn(executable, [...own, ...args], { env })
  expect(await once(second, 'exit')).toEqual([0, null])
}

/** The calls that Offhook placed. */
const placed = ({ exchange }: OffhookUnderTest) =>
  exchange.events.entries.filter((event) => event.type === 'call-started' && event.from === 'client:maria')

test('a clicked link fills the keypad and dials nothing, however hostile it is', async ({
  offhook,
  executable,
  desktop,
}) => {
  const see = screen(offhook.window)
  const open = (...args: string[]) => click(executable, desktop.env, offhook, ...args)
  await offhook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await see.number.fill('alice')
  await see.number.focus()

  await open('tel:+1-202-555-0142;ext=7', '--user-data-dir=/nonexistent')
  await expect(see.number).toHaveValue('+1-202-555-0142 ext. 7')
  await expect(see.text('Calls +1 202 555 0142')).toBeVisible()
  await expect(see.text('Once connected, you can send 7.')).toBeVisible()
  const isVisible = () =>
    offhook.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  expect(await isVisible()).toBe(true)

  // The Enter that answered the browser's question comes here too late to call anybody.
  await expect(see.number).not.toBeFocused()
  await offhook.window.keyboard.press('Enter')
  await offhook.window.getByRole('button', { name: 'Undo' }).click()
  await expect(see.number).toHaveValue('alice')

  await open('tel:%E2%80%AE<img src=x onerror=alert(1)>%0A+1')
  await expect(see.number).toHaveValue('<img src=x onerror=alert(1)> +1')
  await expect(see.text('This is neither a phone number nor a name.')).toBeVisible()
  await open(`sip:${'9'.repeat(10_000)}`)
  await expect(see.text('That link is too long for a phone number')).toBeVisible()
  await expect(see.number).toHaveValue('<img src=x onerror=alert(1)> +1')

  // In a call the link waits on the keypad, and the call goes on.
  const sid = await offhook.exchange.placeCall(CALL)
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await open('callto:+442079460018')
  await expect(offhook.window.getByLabel('Number or name to call')).toHaveValue('+442079460018')
  await expect(see.timer).toBeVisible()
  await see.hangUp.click()
  await offhook.exchange.next('ended', { callSid: sid })
  await expect(see.number).toBeVisible()
  expect(placed(offhook)).toEqual([])
  // The call is counted. The card of the ended call covers the button.
  await offhook.window.getByRole('button', { name: 'Dismiss' }).click()
  await see.call.click()
  await offhook.exchange.next('call-started', { from: 'client:maria' })
  expect(placed(offhook)).toHaveLength(1)
})

test('a link starts Offhook, and is in the keypad once that is up', async ({ executable, desktop }) => {
  const offhook = await launchOffhook({
    executable,
    desktop,
    program: [projectFolder, '--', 'tel:+12025550142', '--user-data-dir=/nonexistent'],
  })
  const see = screen(offhook.window)
  await expect(see.number).toHaveValue('+12025550142')
  await expect(see.ready).toBeVisible({ timeout: 20_000 })
  await expect(see.noCall).toBeHidden()
  expect(placed(offhook)).toEqual([])
  await offhook.close()
})
