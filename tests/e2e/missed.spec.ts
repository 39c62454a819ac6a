import { launchOffhook } from '../support/app/launch.ts'
import { expect, test } from './fixtures.ts'
import { screen } from './screen.ts'

const OWN_NUMBER = '+12025550100'
// At the practice line's far end somebody answers who only listens to a steady tone.
const CALLER = '+12025550102'

test('a missed call says so, and Call back on it calls back', async ({ offhook, desktop, watch }) => {
  const see = screen(offhook.window)
  const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, callerName: 'Ada' })
  await watch.next('shown', ({ summary }) => summary === 'Ada')
  await offhook.exchange.request('POST', `/calls/${sid}/hangup`)

  const missed = await watch.next('shown', ({ summary }) => summary === 'Missed call from Ada')
  expect(missed).toMatchObject({ urgency: 1, timeout: 0 })
  expect(missed.body).toContain('(202) 555-0102')
  expect(missed.actions.filter(({ key }) => key !== 'default')).toEqual([
    { key: 'call-back', label: 'Call back' },
  ])

  await desktop.notifications?.press('Call back', { containing: 'Missed call from Ada' })
  await watch.next('closed', ({ id }) => id === missed.id)
  await expect(see.hangUp).toBeVisible()
  await expect(see.text('(202) 555-0102').first()).toBeVisible()
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
})

test('recent calls survive a crash of the whole program, once each', async ({
  executable,
  desktop,
  offhook,
  watch,
}) => {
  const see = screen(offhook.window)
  for (const name of ['Ada', 'Bob']) {
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, callerName: name })
    await watch.next('shown', ({ summary }) => summary === name)
    await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
    await watch.next('shown', ({ summary }) => summary.endsWith(`from ${name}`))
  }
  await expect(see.noCall).toBeVisible()
  const killed = new Promise((resolve) => offhook.app.process().once('exit', resolve))
  offhook.app.process().kill('SIGKILL')
  await killed

  const again = await launchOffhook({ executable, desktop, userData: offhook.userData })
  try {
    const house = await again.window.evaluate(() => window.offhook.request({ type: 'hello' }))
    expect(house).toMatchObject({
      house: {
        recents: [
          { ending: 'missed', unseen: true, party: { name: 'Bob' } },
          { ending: 'missed', unseen: true, party: { name: 'Ada' } },
        ],
      },
    })
    await again.window.evaluate(() => window.offhook.request({ type: 'recents-seen' }))
    const seen = await again.window.evaluate(() => window.offhook.request({ type: 'hello' }))
    expect(seen).toMatchObject({ house: { recents: [{ unseen: false }, { unseen: false }] } })
  } finally {
    await again.close()
  }
})
