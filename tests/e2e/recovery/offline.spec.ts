import type { OffhookUnderTest } from '../../support/app/launch.ts'
import { SENT_HZ } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'
import { expect, test } from '../fixtures/shared.ts'

const CALL = { from: '+12025550142', to: '+12025550100', party: { tone: 440 } } as const
const UNREACHABLE = 'The telephone network cannot be reached. Offhook keeps trying.'

declare global {
  interface Window {
    /** What the header has said since the page began. */
    said?: string[]
  }
}

const trouble = (phone: OffhookUnderTest, body: object) => phone.exchange.request('POST', '/trouble', body)

/** The sockets die, and no new one is let in until the answer is called. */
async function outage(phone: OffhookUnderTest): Promise<() => Promise<unknown>> {
  await trouble(phone, { kind: 'refuse' })
  await trouble(phone, { kind: 'drop' })
  return () => trouble(phone, { kind: 'refuse', on: false })
}

test.beforeEach(async ({ phone }) => {
  await expect(screen(phone.window).ready).toBeVisible()
})

test('a page that begins says how far it is, and is ready only after it has registered', async ({
  phone,
}) => {
  await phone.window.addInitScript(() => {
    const said: string[] = []
    window.said = said
    new MutationObserver(() => {
      const words = document.querySelector('header strong')?.textContent ?? ''
      if (words !== '' && said.at(-1) !== words) said.push(words)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  const from = phone.exchange.events.entries.length
  await phone.window.reload()
  await expect(screen(phone.window).ready).toBeVisible()
  await phone.exchange.next('registered', { identity: 'maria' }, { from })
  await expect(phone.window.getByText('You can be reached')).toBeVisible()
  const said = await phone.window.evaluate(() => window.said)
  expect(said).toEqual(['Starting', 'Connecting', 'Ready for incoming calls', 'You can be reached'])
})

test('without the exchange it is offline in words, places no call, and comes back by itself', async ({
  phone,
}) => {
  const see = screen(phone.window)
  const back = await outage(phone)
  await expect(see.text(UNREACHABLE)).toBeVisible()
  await expect(see.ready).toBeHidden()
  await see.number.fill('+12025550101')
  await expect(see.text('Calls can be placed once the line is ready.')).toBeVisible()
  await see.number.press('Enter')
  await expect(see.hangUp).toBeHidden()
  await expect(phone.window.getByRole('button', { name: 'Call me' })).toBeDisabled()
  await back()
  await expect(see.ready).toBeVisible({ timeout: 20_000 })
  await see.number.fill('')
})

test('a token that runs out is replaced without anybody noticing for long', async ({ phone }) => {
  const see = screen(phone.window)
  const from = phone.exchange.events.entries.length
  await trouble(phone, { kind: 'expire' })
  await phone.exchange.next('registered', { identity: 'maria' }, { from, timeoutMs: 45_000 })
  await expect(see.ready).toBeVisible()
  await phone.exchange.placeCall(CALL)
  await see.reject.click()
  await expect(see.noCall).toBeVisible()
})

test('a call whose socket drops while it rings goes on ringing, once, and is answered', async ({
  phone,
  watch,
}) => {
  const see = screen(phone.window)
  const from = phone.exchange.events.entries.length
  const sid = await phone.exchange.placeCall(CALL)
  const shown = await watch.next('shown')
  const mark = phone.exchange.events.entries.length
  await trouble(phone, { kind: 'drop' })
  await phone.exchange.next('invited', { identity: 'maria' }, { from: mark })
  await expect(see.accept).toHaveCount(1)
  const open = watch.events.flatMap((event) => (event.type === 'shown' ? [event.id] : []))
  const closed = watch.events.flatMap((event) => (event.type === 'closed' ? [event.id] : []))
  expect(open.filter((id) => !closed.includes(id))).toHaveLength(1)
  expect(open[0]).toBe(shown.id)

  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await phone.exchange.heardAtFarEnd(sid, SENT_HZ)
  await phone.exchange.request('POST', `/calls/${sid}/hangup`)
  await expect(see.text(/hung up\./)).toBeVisible()
  await phone.exchange.next('ended', { callSid: sid }, { from })
})

test('a call that is over when the socket comes back is a missed one, and no ghost', async ({
  phone,
  watch,
}) => {
  const see = screen(phone.window)
  const sid = await phone.exchange.placeCall(CALL)
  const shown = await watch.next('shown')
  const back = await outage(phone)
  await expect(see.ready).toBeHidden()
  await phone.exchange.request('POST', `/calls/${sid}/hangup`)
  await back()
  await watch.next('closed', ({ id }) => id === shown.id, { timeout: 25_000 })
  await expect(see.text('Missed call')).toBeVisible()
  await expect(see.accept).toBeHidden()
  await expect(see.ready).toBeVisible({ timeout: 20_000 })
})

test('a call in progress survives a lost socket, and says that it is reconnecting', async ({
  phone,
  audioCapture,
}) => {
  const see = screen(phone.window)
  const sid = await phone.exchange.placeCall(CALL)
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await phone.exchange.heardAtFarEnd(sid, SENT_HZ)
  const back = await outage(phone)
  await expect(see.text('Reconnecting')).toBeVisible()
  await expect(see.hangUp).toBeVisible()
  await back()
  await expect(see.text('Connected', { exact: true })).toBeVisible({ timeout: 20_000 })
  await phone.exchange.heardAtFarEnd(sid, SENT_HZ)
  await audioCapture.waitForTone(440)
  await phone.exchange.request('POST', `/calls/${sid}/hangup`)
  await expect(see.text(/hung up\./)).toBeVisible()
  await audioCapture.waitForSilence(300)
})

test('a notification server that is started anew while it rings shows the call again', async ({
  phone,
  desktop,
  watch,
}) => {
  const see = screen(phone.window)
  await phone.exchange.placeCall(CALL)
  await watch.next('shown')
  const since = watch.events.length
  await desktop.restartNotifications()
  const again = await watch.next('shown', undefined, { since })
  await desktop.notifications?.press('Accept')
  await watch.next('closed', ({ id }) => id === again.id, { since })
  await expect(see.timer).toBeVisible()
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
})
