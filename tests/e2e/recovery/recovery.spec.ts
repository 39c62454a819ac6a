import {
  expect,
  killServer,
  lostSince,
  nextCallRings,
  reachable,
  test,
  verdicts,
} from '../fixtures/recovery.ts'
import { screen } from '../fixtures/screen.ts'

test.describe('a dead line is noticed, and recovered from', () => {
  test('open and silent: it is noticed, and calls arrive again', async ({ offhook }) => {
    const reach = await verdicts(offhook)
    const began = Date.now()
    await offhook.exchange.request('POST', '/trouble', { kind: 'stall' })
    const lost = await reach.waitFor('unreachable', lostSince(began), { timeoutMs: 40_000 })
    await reach.waitFor('not no', reachable, { from: reach.entries.indexOf(lost) })
    await nextCallRings(offhook)
  })

  test('turned away for a while: offline, and back when it is let in', async ({ offhook }) => {
    const reach = await verdicts(offhook)
    const began = Date.now()
    await offhook.exchange.request('POST', '/trouble', { kind: 'refuse' })
    await offhook.exchange.request('POST', '/trouble', { kind: 'drop' })
    await reach.waitFor('unreachable', lostSince(began))
    await expect(screen(offhook.window).text('Offline')).toBeVisible()
    const mark = reach.entries.length
    await offhook.exchange.request('POST', '/trouble', { kind: 'refuse', on: false })
    await reach.waitFor('not no', reachable, { from: mark })
    await nextCallRings(offhook)
  })

  test('an expired token is replaced without a person', async ({ offhook }) => {
    const from = offhook.exchange.events.entries.length
    await offhook.exchange.request('POST', '/trouble', { kind: 'expire' })
    await offhook.exchange.next('registered', { identity: 'maria' }, { from })
    await expect(screen(offhook.window).ready).toBeVisible()
    await nextCallRings(offhook)
  })

  test('signalling closed for good is joined anew', async ({ offhook }) => {
    const from = offhook.exchange.events.entries.length
    await offhook.exchange.request('POST', '/trouble', { kind: 'close' })
    await offhook.exchange.next('registered', { identity: 'maria' }, { from })
    await nextCallRings(offhook)
  })

  test('on waking from sleep the line is registered again at once', async ({ offhook }) => {
    const reach = await verdicts(offhook)
    const began = Date.now()
    await offhook.exchange.request('POST', '/trouble', { kind: 'refuse' })
    await offhook.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
    await offhook.exchange.request('POST', '/trouble', { kind: 'drop' })
    await reach.waitFor('unreachable', lostSince(began))
    const mark = reach.entries.length
    await offhook.exchange.request('POST', '/trouble', { kind: 'refuse', on: false })
    await offhook.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
    await reach.waitFor('not no', reachable, { from: mark })
    await nextCallRings(offhook)
  })
})

test.describe('the bundled servers', () => {
  test('a practice exchange that dies is back in its place, and calls arrive', async ({ offhook }) => {
    const reach = await verdicts(offhook)
    const began = Date.now()
    await killServer(offhook, 'The practice exchange')
    const lost = await reach.waitFor('unreachable', lostSince(began))
    await reach.waitFor('not no', reachable, { from: reach.entries.indexOf(lost) })
    await screen(offhook.window).text('Call me').click()
    await expect(screen(offhook.window).accept).toBeVisible()
    await screen(offhook.window).reject.click()
  })
})

test('a call goes on through a drop of signalling, and says so meanwhile', async ({ offhook }) => {
  const see = screen(offhook.window)
  const sid = await offhook.exchange.placeCall({
    from: '+12025550142',
    to: '+12025550100',
    party: { tone: 440 },
  })
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await offhook.exchange.request('POST', '/trouble', { kind: 'refuse' })
  await offhook.exchange.request('POST', '/trouble', { kind: 'drop' })
  await expect(see.text('Reconnecting').first()).toBeVisible()
  await offhook.exchange.request('POST', '/trouble', { kind: 'refuse', on: false })
  await expect(see.text('Reconnecting')).toHaveCount(0)
  await offhook.exchange.heardAtFarEnd(sid, 1000)
  await see.hangUp.click()
  await offhook.exchange.next('ended', { callSid: sid })
  await expect(see.noCall).toBeVisible()
  await nextCallRings(offhook)
})
