import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const OWN_NUMBER = '+12025550100'
const CALLER = '+12025550142'

test.describe('three devices ring', () => {
  test('and another one wins: here it is over at once, and a late Accept does nothing bad', async ({
    offhook,
    anotherDevice,
    watch,
  }) => {
    const see = screen(offhook.window)
    const [winner, loser] = [await anotherDevice('maria'), await anotherDevice('maria')]
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER })
    const shown = await watch.next('shown')
    await expect(see.accept).toBeVisible()
    for (const device of [winner, loser])
      await device.events.waitFor('incoming', ({ type }) => type === 'incoming')

    await winner.accept()
    await winner.events.waitFor('accept', ({ type }) => type === 'accept')
    await watch.next('closed', ({ id }) => id === shown.id)
    await loser.events.waitFor('cancel', ({ type }) => type === 'cancel')
    await expect(see.accept).toBeHidden()
    await expect(see.noCall).toBeVisible()
    await expect(see.ready).toBeVisible()

    await winner.hangup()
    await offhook.exchange.next('ended', { callSid: sid })
  })

  test('and this one wins: the others are cancelled', async ({ offhook, anotherDevice, watch, desktop }) => {
    const see = screen(offhook.window)
    const others = [await anotherDevice('maria'), await anotherDevice('maria')]
    await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER })
    await watch.next('shown')
    for (const device of others) await device.events.waitFor('incoming', ({ type }) => type === 'incoming')

    await desktop.notifications?.press('Accept')
    await expect(see.timer).toBeVisible()
    for (const device of others) await device.events.waitFor('cancel', ({ type }) => type === 'cancel')
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
  })

  test('and two accept in the same breath: one has the call, nobody has a ghost', async ({
    offhook,
    anotherDevice,
    watch,
  }) => {
    const see = screen(offhook.window)
    const rival = await anotherDevice('maria')
    const sid = await offhook.exchange.placeCall({ from: CALLER, to: OWN_NUMBER })
    await watch.next('shown')
    await rival.events.waitFor('incoming', ({ type }) => type === 'incoming')

    // When the rival is faster the button goes before the click: that is the race, not a failure.
    const pressed = see.accept.click({ timeout: 2_000 }).catch(() => undefined)
    await Promise.all([rival.accept(), pressed])
    await offhook.exchange.next('bridged', { callSid: sid })
    const lost = rival.events.waitFor(
      'the end at the rival',
      ({ type }) => type === 'cancel' || type === 'disconnect',
    )
    const outcome = await Promise.race([
      lost.then(() => 'here' as const),
      see.noCall.waitFor({ timeout: 15_000 }).then(() => 'there' as const),
    ])
    if (outcome === 'here') {
      await see.hangUp.click()
    } else {
      await rival.hangup()
      await lost
    }
    await expect(see.noCall).toBeVisible()
    await offhook.exchange.next('ended', { callSid: sid })
  })
})
