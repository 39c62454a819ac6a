import * as v from 'valibot'
import { SelfTestReportSchema } from '../../../src/shared/ipc/contract.ts'
import type { OffhookUnderTest } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

/** What the window's "Test my ring" asks of main, step by step and outcome by outcome. */
async function testRing(offhook: OffhookUnderTest) {
  const answer = await offhook.window.evaluate(() => window.offhook.request({ type: 'run-self-test' }))
  const report = v.parse(SelfTestReportSchema, answer)
  return { ...report, outcomes: Object.fromEntries(report.steps.map(({ step, outcome }) => [step, outcome])) }
}

test.afterEach(async ({ desktop, notificationServer }) => {
  if (desktop.notifications?.server !== notificationServer) await desktop.useNotifications(notificationServer)
})

test.describe('test my ring', () => {
  test('rings end to end, and every step is good where all is well', async ({ offhook, watch }) => {
    const { outcomes, steps } = await testRing(offhook)
    expect(outcomes).toMatchObject({
      registration: 'passed',
      invite: 'passed',
      notification: 'passed',
      buttons: 'passed',
      sound: 'passed',
      'call-window': 'passed',
    })
    for (const { message } of steps) expect(message).not.toBe('')
    // It ends by itself, and nothing of it stays on the screen.
    const shown = await watch.next('shown')
    await watch.next('closed', ({ id }) => id === shown.id)
    await expect(screen(offhook.window).anyIncoming).toHaveCount(0)
  })

  test('says that nothing shows notifications, and what to do about it', async ({ offhook, desktop }) => {
    await desktop.useNotifications('none')
    const { outcomes, steps } = await testRing(offhook)
    expect(outcomes).toMatchObject({
      invite: 'passed',
      notification: 'failed',
      buttons: 'skipped',
      'call-window': 'passed',
    })
    expect(steps.find(({ step }) => step === 'notification')?.message).toMatch(/notification server/)
  })

  test('says that the buttons cannot be seen', async ({ offhook, desktop }) => {
    await desktop.useNotifications('dunst')
    const { outcomes } = await testRing(offhook)
    expect(outcomes).toMatchObject({ notification: 'passed', buttons: 'warning', 'call-window': 'passed' })
  })

  test('waits for a call to be over', async ({ offhook }) => {
    await offhook.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
    const see = screen(offhook.window)
    await see.accept.click()
    await expect(see.timer).toBeVisible()
    expect((await testRing(offhook)).outcomes).toEqual({ registration: 'skipped' })
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
  })
})
