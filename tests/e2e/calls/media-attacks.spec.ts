import { attacks, forgedChecks, openOtherSocket } from '../../support/media/datagrams.ts'
import { udpPortsOf } from '../../support/security/udp-ports.ts'
import type { OffhookUnderTest } from '../../support/app/launch.ts'
import { expect, SENT_HZ, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const OWN_NUMBER = '+12025550100'
const CALLER = '+12025550142'
const HEARD_HZ = 440

/** Sends every datagram that an uninvolved program can make to every UDP port of Offhook; returns their number. */
async function attack(offhook: OffhookUnderTest, rounds: number): Promise<number> {
  const pid = offhook.app.process().pid
  if (pid === undefined) throw new Error('Offhook does not run.')
  const ports = await udpPortsOf(pid)
  const other = await openOtherSocket()
  const datagrams = [...attacks(), ...forgedChecks('ours', 'theirs')]
  for (let round = 0; round < rounds; round += 1)
    for (const [, datagram] of datagrams) for (const port of ports) await other.send(datagram, port)
  await other.close()
  return ports.length
}

test.describe('a call that another program attacks', () => {
  test('stays audible both ways while it lasts', async ({ offhook, audioCapture }) => {
    const see = screen(offhook.window)
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, party: { tone: HEARD_HZ } })
    await see.accept.click()
    await audioCapture.waitForToneOnset(HEARD_HZ)
    await offhook.exchange.heardAtFarEnd(sid, SENT_HZ)

    expect(await attack(offhook, 5)).toBeGreaterThan(0)

    // Audio that arrives now was sent after the attack.
    expect(Math.abs(((await audioCapture.measure(1000)).hz ?? 0) - HEARD_HZ)).toBeLessThan(10)
    await offhook.exchange.heardAtFarEnd(sid, SENT_HZ)
    await expect(see.text('Connected', { exact: true })).toBeVisible()
    await see.hangUp.click()
    await offhook.exchange.next('ended', { callSid: sid })
  })

  test('has sound when it was attacked while it rang', async ({ offhook, audioCapture }) => {
    const see = screen(offhook.window)
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, party: { tone: HEARD_HZ } })
    await expect(see.accept).toBeVisible()
    expect(await attack(offhook, 5)).toBeGreaterThan(0)
    await see.accept.click()
    await audioCapture.waitForToneOnset(HEARD_HZ)
    await offhook.exchange.heardAtFarEnd(sid, SENT_HZ)
    await see.hangUp.click()
    await offhook.exchange.next('ended', { callSid: sid })
  })
})

test('a call without sound from the other side says so, restarts its connection, and is connected again with the sound', async ({
  offhook,
  audioCapture,
}) => {
  const see = screen(offhook.window)
  const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER, party: { tone: HEARD_HZ } })
  await see.accept.click()
  await audioCapture.waitForToneOnset(HEARD_HZ)
  await expect(see.text('Connected', { exact: true })).toBeVisible()

  await offhook.exchange.request('POST', '/trouble', { kind: 'loss', percent: 100 })
  const lost = see.text('No sound from the other side', { exact: true })
  await expect(lost).toBeVisible({ timeout: 15_000 })
  await expect(see.text('Connected', { exact: true })).toBeHidden()
  await expect(see.text(/Trying to restore it/)).toBeVisible()
  await offhook.exchange.next('media', { state: 'restarted' }, { timeoutMs: 20_000 })

  await offhook.exchange.request('POST', '/trouble', { kind: 'loss', percent: 0 })
  await expect(see.text('Connected', { exact: true })).toBeVisible({ timeout: 15_000 })
  await expect(lost).toBeHidden()
  await audioCapture.waitForToneOnset(HEARD_HZ)
  await offhook.exchange.heardAtFarEnd(sid, SENT_HZ)
  await see.hangUp.click()
  await offhook.exchange.next('ended', { callSid: sid })
})
