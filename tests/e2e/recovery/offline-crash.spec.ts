import type { ElectronApplication } from '@playwright/test'
import { launchOffhook } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { READY_WORDS, screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100' } as const
/** Nobody else's: notifications of missed calls outlive the test that they are of. */
const PATIENT = { from: '+12025550187', to: '+12025550100', shownAs: '(202) 555-0187' } as const

/** What stands in the window, read by main: Playwright does not follow a page beyond its crash. */
const wordsIn = (app: ElectronApplication): Promise<string> =>
  app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return String(await window?.webContents.executeJavaScript('document.body.innerText'))
  })

/** The id of a process of Offhook's own, by the name it goes by. */
const processOf = (app: ElectronApplication, name: string): Promise<number | undefined> =>
  app.evaluate(
    ({ app: electron }, wanted) =>
      electron.getAppMetrics().find(({ serviceName, name: other }) => [serviceName, other].includes(wanted))
        ?.pid,
    name,
  )

/** Ends a process as the system does when memory runs out, and waits until another one does its work: being there is not enough. */
async function killAndSeeReplaced(app: ElectronApplication, name: string): Promise<void> {
  const pid = await processOf(app, name)
  if (pid === undefined) throw new Error(`There is no process "${name}".`)
  const again = app.waitForEvent('console', {
    predicate: (line) => line.text().includes(`${name} is running.`),
    timeout: 20_000,
  })
  process.kill(pid, 'SIGKILL')
  await again
}

test('a page that crashes while it rings takes its notification along, comes back and rings again', async ({
  executable,
  desktop,
  watch,
}) => {
  const offhook = await launchOffhook({ executable, desktop })
  await expect(screen(offhook.window).ready).toBeVisible({ timeout: 20_000 })
  const sid = await offhook.exchange.placeCall({ from: PATIENT.from, to: PATIENT.to })
  const shown = await watch.next('shown')
  await desktop.notifications?.shows(PATIENT.shownAs)
  const fading = (await desktop.notifications?.windows()) ?? []
  const from = offhook.exchange.events.entries.length
  const since = watch.events.length
  await offhook.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  await watch.next('closed', ({ id }) => id === shown.id)
  await offhook.exchange.next('registered', { identity: 'maria' }, { from })
  // The caller has waited: the call rings at the new page.
  await watch.next('shown', undefined, { since })
  // The notification of a moment ago may still be fading, with the same words and buttons, and the new one moves when it has
  // gone: a person presses the new one again when it moved away from the mouse.
  await expect(async () => {
    await desktop.notifications
      ?.press('Accept', { containing: PATIENT.shownAs, besides: fading, timeout: 2_000 })
      .catch(() => undefined)
    await offhook.exchange.next('bridged', { callSid: sid }, { from, timeoutMs: 2_000 })
  }).toPass({ timeout: 30_000 })
  await expect.poll(() => wordsIn(offhook.app)).toContain('Hang up')
  await offhook.exchange.request('POST', `/calls/${sid}/hangup`)
  await expect.poll(() => wordsIn(offhook.app)).toContain('No call in progress.')
  expect(await wordsIn(offhook.app)).toMatch(READY_WORDS)
  await offhook.close()
})

test('the practice exchange is restarted when its process ends, and calls arrive', async ({
  offhook,
  watch,
}) => {
  const see = screen(offhook.window)
  await killAndSeeReplaced(offhook.app, 'The practice exchange')
  const { exchange } = await offhook.connectExchange()
  await exchange.next('registered', { identity: 'maria' })
  await expect(see.ready).toBeVisible({ timeout: 20_000 })
  await exchange.placeCall(CALL)
  await watch.next('shown')
  await see.accept.click()
  await expect(see.timer).toBeVisible()
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
  exchange.close()
})
