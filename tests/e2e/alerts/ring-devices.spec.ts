import { run } from '../../../scripts/lib/run.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', party: { tone: 440 } }

/** How many streams are played into each sink of the sound server now. */
async function streams(env: NodeJS.ProcessEnv): Promise<Readonly<Record<string, number>>> {
  const list = async (what: string) => {
    const { stdout } = await run('pactl', ['list', 'short', what], { env })
    return stdout.split('\n').map((line) => line.split('\t'))
  }
  const playing = (await list('sink-inputs')).map(([, sink]) => sink)
  const sinks = (await list('sinks')).flatMap(([index, name]) =>
    name === undefined ? [] : [{ index, name }],
  )
  return Object.fromEntries(
    sinks.map(({ index, name }) => [name, playing.filter((sink) => sink === index).length]),
  )
}

test('Offhook rings on the chosen loudspeakers, one or several, and on no other', async ({
  offhook,
  desktop,
  audioCapture,
}) => {
  const { window, exchange } = offhook
  const see = screen(window)
  const box = (name: string) => window.getByRole('checkbox', { name, exact: true })
  const settings = () => window.getByRole('tab', { name: 'Settings' }).click()
  const before = await streams(desktop.env)
  const ringingOn = async () =>
    Object.entries(await streams(desktop.env)).flatMap(([sink, count]) =>
      count > (before[sink] ?? 0) ? [sink] : [],
    )

  await settings()
  await box('MicrophoneFeed').click()
  await expect(box('MicrophoneFeed')).toBeChecked()
  await box('System default').click()
  await expect(box('System default')).not.toBeChecked()
  await exchange.placeCall(CALL)
  await expect(see.accept).toBeVisible()
  await expect.poll(ringingOn).toEqual(['microphone_feed'])
  await audioCapture.waitForSilence(300)
  await see.reject.click()
  await expect(see.noCall).toBeVisible()

  await settings()
  await box('Speaker').click()
  await expect(box('Speaker')).toBeChecked()
  const audible = audioCapture.waitForSound()
  await exchange.placeCall(CALL)
  await audible
  await expect.poll(async () => (await ringingOn()).length).toBe(2)
  await see.reject.click()
  await expect(see.noCall).toBeVisible()
})
