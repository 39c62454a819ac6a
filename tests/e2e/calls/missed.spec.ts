import { launchOffhook, type OffhookUnderTest } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const OWN_NUMBER = '+12025550100'
// At the practice line's far end somebody answers who only listens to a steady tone.
const CALLER = '+12025550102'

/** Ends the whole program without a word, as the system does when memory runs out. */
async function kill({ app }: OffhookUnderTest): Promise<void> {
  const killed = new Promise((resolve) => app.process().once('exit', resolve))
  app.process().kill('SIGKILL')
  await killed
}

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

test('calls that a killed Offhook took along are in Recents when it is back, once each', async ({
  executable,
  desktop,
  offhook,
}) => {
  const see = screen(offhook.window)
  await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, callerName: 'Ada' })
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, callerName: 'Bob' })
  await expect(see.incomingFrom('Bob')).toBeVisible()
  await kill(offhook)

  const again = await launchOffhook({ executable, desktop, userData: offhook.userData })
  try {
    const tab = again.window.getByRole('tab', { name: 'Recents' })
    await expect(tab).toHaveAccessibleName(/1 missed/)
    await tab.click()
    await expect(again.window.getByRole('tabpanel', { name: 'Recents' }).getByRole('listitem')).toHaveText([
      /Bob.*Missed/,
      /Ada.*Incoming, cut off when Offhook stopped/,
    ])
  } finally {
    await again.close()
  }
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
  await kill(offhook)

  const again = await launchOffhook({ executable, desktop, userData: offhook.userData })
  try {
    const handshake = await again.window.evaluate(() => window.offhook.request({ type: 'handshake' }))
    expect(handshake).toMatchObject({
      appState: {
        recents: [
          { endReason: 'missed', unseen: true, party: { name: 'Bob' } },
          { endReason: 'missed', unseen: true, party: { name: 'Ada' } },
        ],
      },
    })
    await again.window.evaluate(() => window.offhook.request({ type: 'mark-recents-seen' }))
    const seen = await again.window.evaluate(() => window.offhook.request({ type: 'handshake' }))
    expect(seen).toMatchObject({ appState: { recents: [{ unseen: false }, { unseen: false }] } })
  } finally {
    await again.close()
  }
})
