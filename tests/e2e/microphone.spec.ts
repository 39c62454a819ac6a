import { run } from '../../scripts/lib/run.ts'
import { expect, SENT_HZ, test } from './fixtures.ts'
import { screen } from './screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', party: { tone: 440 } }

/** Takes the only source of the sound server away and brings it back, as a Bluetooth headset does. */
function source(env: NodeJS.ProcessEnv) {
  const pactl = async (...args: string[]) => {
    const done = await run('pactl', args, { env })
    if (done.code !== 0) throw new Error(`pactl ${args.join(' ')}: ${done.stderr}`)
    return done.stdout
  }
  return {
    async remove() {
      const module = (await pactl('list', 'short', 'modules'))
        .split('\n')
        .find((line) => line.includes('module-remap-source'))
        ?.split('\t')[0]
      if (module === undefined) throw new Error('The sound server has no remapped source.')
      await pactl('unload-module', module)
    },
    async restore() {
      await pactl(
        'load-module',
        'module-remap-source',
        'master=microphone_feed.monitor',
        'source_name=microphone',
        'source_properties=device.description=Microphone',
      )
    },
  }
}

test.describe('without a microphone', () => {
  test('a call is accepted with a warning and is heard, and the caller hears a microphone plugged in later', async ({
    offhook,
    desktop,
    ears,
  }) => {
    const { window, exchange } = offhook
    const see = screen(window)
    const microphone = source(desktop.env)
    await microphone.remove()
    try {
      await expect(see.text('No microphone found').first()).toBeVisible({ timeout: 20_000 })
      const callSid = await exchange.placeCall(CALL)
      await see.accept.click()
      await expect(see.timer).toBeVisible()
      await ears.audibleTone(440)
      await expect(see.text('The other side cannot hear you')).toBeVisible()
      await microphone.restore()
      await exchange.heardAtFarEnd(callSid, SENT_HZ)
      await expect(see.text('The other side cannot hear you')).toBeHidden()
    } finally {
      await restoreOnce(desktop.env)
    }
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
    await expect(see.text('You can be reached')).toBeVisible({ timeout: 20_000 })
  })

  test('a call can be made, with a warning', async ({ offhook, desktop, ears }) => {
    const see = screen(offhook.window)
    await source(desktop.env).remove()
    try {
      await expect(see.text('No microphone found').first()).toBeVisible({ timeout: 20_000 })
      await see.number.fill('+12025550102')
      await see.call.click()
      await expect(see.timer).toBeVisible()
      await ears.audibleTone(440)
      await expect(see.text('The other side cannot hear you')).toBeVisible()
      await see.hangUp.click()
    } finally {
      await restoreOnce(desktop.env)
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
    const microphone = source(desktop.env)
    await microphone.remove()
    try {
      await expect(see.text('The other side cannot hear you')).toBeVisible({ timeout: 20_000 })
      await see.mute.click()
      await microphone.restore()
      await expect(see.text('The other side cannot hear you')).toBeHidden({ timeout: 20_000 })
      await see.mute.click()
      await exchange.heardAtFarEnd(callSid, SENT_HZ)
    } finally {
      await restoreOnce(desktop.env)
    }
    await see.hangUp.click()
  })
})

/** Leaves the desktop as it was, whatever the test did. */
async function restoreOnce(env: NodeJS.ProcessEnv): Promise<void> {
  const { stdout } = await run('pactl', ['list', 'short', 'sources'], { env })
  if (!stdout.includes('\tmicrophone\t')) await source(env).restore()
}
