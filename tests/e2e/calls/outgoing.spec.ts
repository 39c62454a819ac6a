import { expect, SENT_HZ, test } from '../fixtures/offhook.ts'
import { screen, type Screen } from '../fixtures/screen.ts'

async function dial(see: Screen, text: string): Promise<void> {
  await see.number.fill(text)
  await see.call.click()
}

test.describe('an outgoing call', () => {
  test('goes to the number that was shown, is answered, and carries sound both ways', async ({
    offhook,
    audioCapture,
  }) => {
    const see = screen(offhook.window)
    await see.number.fill('(202) 555-0102')
    await expect(see.text('+1 202 555 0102')).toBeVisible()
    const audible = audioCapture.waitForSound()
    await see.call.click()
    const { callSid } = await offhook.exchange.next('call-started', { from: 'client:maria' })
    await expect(see.timer).toBeVisible()
    await audible
    await audioCapture.waitForTone(440)
    await offhook.exchange.heardAtFarEnd(callSid, SENT_HZ)
    await see.hangUp.click()
    await expect(see.text(/You ended the call/)).toBeVisible()
    await expect(see.noCall).toBeVisible()
  })

  test('to a colleague rings their device and connects', async ({ offhook, anotherDevice }) => {
    const see = screen(offhook.window)
    const colleague = await anotherDevice('jan')
    await dial(see, 'jan')
    await colleague.events.waitFor('incoming', ({ type }) => type === 'incoming')
    await expect(see.text('Calling')).toBeVisible()
    await colleague.accept()
    await expect(see.timer).toBeVisible()
    await colleague.hangup()
    await expect(see.text(/(jan hung up|The other side ended the call)\./)).toBeVisible()
  })

  for (const { number, what, words } of [
    { number: '+12025550103', what: 'a busy number', words: 'Busy' },
    { number: '+12025550105', what: 'a party that declines', words: 'Busy' },
    { number: '+12025550199', what: 'a number that is not in service', words: 'Cannot be reached' },
    { number: 'nobody_here', what: 'a colleague who is not online', words: 'Cannot be reached' },
  ]) {
    test(`to ${what} says so`, async ({ offhook }) => {
      const see = screen(offhook.window)
      await dial(see, number)
      await expect(see.text(words).first()).toBeVisible()
      await expect(see.noCall).toBeVisible()
      await expect(see.ready).toBeVisible()
    })
  }

  test('is given up while it rings', async ({ offhook }) => {
    const see = screen(offhook.window)
    await dial(see, '+12025550104')
    const { callSid } = await offhook.exchange.next('call-started', { from: 'client:maria' })
    await expect(see.text('Calling')).toBeVisible()
    await see.hangUp.click()
    await expect(see.text('Call cancelled')).toBeVisible()
    await offhook.exchange.next('ended', { callSid })
  })

  test('ends when the other side hangs up', async ({ offhook }) => {
    const see = screen(offhook.window)
    await dial(see, '+12025550107')
    await expect(see.timer).toBeVisible()
    await expect(see.text(/hung up\./)).toBeVisible({ timeout: 20_000 })
    await expect(see.noCall).toBeVisible()
  })

  test('is not placed to what is no number', async ({ offhook }) => {
    const see = screen(offhook.window)
    await see.number.fill('+1 202 555')
    await expect(see.text(/incomplete/)).toBeVisible()
    await see.number.press('Enter')
    await expect(see.hangUp).toBeHidden()
  })
})
