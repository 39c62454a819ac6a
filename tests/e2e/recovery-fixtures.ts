import type { Reach } from '../../src/shared/contract.ts'
import { createJournal, type Journal } from '../support/events/event-recorder.ts'
import { launchOffhook, type OffhookUnderTest } from '../support/app/launch.ts'
import { expect, test as base } from './fixtures.ts'
import { screen } from './screen.ts'

/** What Chromium says of a socket that could not be opened: in an outage nothing else is to be expected. */
const OUTAGE = /^WebSocket connection to 'wss:\/\/localhost:\d+\/signal' failed/

/** Offhook, ready, and about to meet trouble. */
export const test = base.extend({
  offhook: async ({ executable, desktop }, use) => {
    const offhook = await launchOffhook({ executable, desktop })
    await expect(screen(offhook.window).ready).toBeVisible({ timeout: 20_000 })
    await use(offhook)
    await offhook.close()
    expect(
      offhook.complaints.filter((words) => !OUTAGE.test(words)),
      'errors in the page',
    ).toEqual([])
  },
})
export { expect }

export type Verdict = Reach & { readonly at: number }

/** What main says of reachability from now on, as the window hears it. */
export async function verdicts({ window }: OffhookUnderTest): Promise<Journal<Verdict>> {
  const journal = createJournal<Verdict>('reach')
  await window.exposeFunction('onReach', (reach: Reach) => journal.add({ ...reach, at: Date.now() }))
  await window.evaluate(() => {
    const { offhook, onReach } = Object(window)
    offhook.subscribe((message: { readonly house?: { readonly reach: unknown } }) => {
      if (message.house) onReach(message.house.reach)
    })
  })
  return journal
}

/** Lost in an outage that began after `at`, and not from before the line was up. */
export const lostSince =
  (at: number) =>
  ({ verdict, since }: Reach): boolean =>
    verdict === 'no' && since >= at
export const reachable = ({ verdict }: Reach): boolean => verdict !== 'no'

/** A call that comes now rings here and can be dealt with. */
export async function nextCallRings({ exchange, window }: OffhookUnderTest): Promise<void> {
  const see = screen(window)
  const sid = await exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
  await expect(see.accept).toBeVisible()
  await see.reject.click()
  await expect(see.noCall).toBeVisible()
  await exchange.next('ended', { callSid: sid })
}

/** The process of a server that came with the program, by the name it was forked under. Null while there is none. */
export function serverProcess({ app }: OffhookUnderTest, name: string): Promise<number | null> {
  return app.evaluate(
    ({ app: electron }, wanted) =>
      electron.getAppMetrics().find((metric) => metric.name === wanted || metric.serviceName === wanted)
        ?.pid ?? null,
    name,
  )
}

/** Ends it without a word, as a crash would. */
export async function killServer(offhook: OffhookUnderTest, name: string): Promise<number> {
  const pid = await serverProcess(offhook, name)
  if (pid === null) throw new Error(`${name} is not running.`)
  process.kill(pid, 'SIGKILL')
  return pid
}
