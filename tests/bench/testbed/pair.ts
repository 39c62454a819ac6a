import { expect } from '@playwright/test'
import { accessToken } from '../../support/app/account.ts'
import { launchOffhook, type OffhookUnderTest } from '../../support/app/launch.ts'
import { launchBareDevice, type BareDevice } from '../../support/reference-client/client.ts'
import { screen, type Screen } from '../../e2e/fixtures/screen.ts'
import { createUndo } from '../bench-definition.ts'
import type { Stage } from './testbed.ts'

/** Identities at the exchange. */
export const OFFHOOK = 'maria'
export const BARE = 'bare'

/** Offhook, and the SDK on a bare page: the same runtime, the same exchange, both registered. */
export interface Pair {
  readonly offhook: OffhookUnderTest
  readonly bare: BareDevice
  readonly see: Screen
  close(): Promise<void>
}

export async function openPair(stage: Stage): Promise<Pair> {
  const { desktop, runtime, program } = stage
  const undo = createUndo()
  try {
    const { executable } = runtime
    const offhook = await launchOffhook({ executable, desktop, identity: OFFHOOK, program: [program] })
    undo.add(() => offhook.close())
    const see = screen(offhook.window)
    await expect(see.ready).toBeVisible({ timeout: 20_000 })
    const bare = await launchBareDevice({
      executable,
      env: desktop.env,
      fingerprint: offhook.signalling.fingerprint,
      userData: await stage.profile(),
    })
    undo.add(() => bare.close())
    await bare.register(accessToken(offhook.account, BARE), offhook.signalling.host)
    return { offhook, bare, see, close: () => undo.run() }
  } catch (error) {
    await undo.run()
    throw error
  }
}

/**
 * When a button was pressed (wall-clock ms): the time of the click event itself, which the browser takes as the
 * click arrives, before the page sees it.
 */
export async function watchClicks(offhook: OffhookUnderTest): Promise<() => Promise<number>> {
  await offhook.window.evaluate(() => {
    document.addEventListener(
      'click',
      (event) =>
        (document.documentElement.dataset['clickedAt'] = `${performance.timeOrigin + event.timeStamp}`),
      { capture: true },
    )
  })
  return async () =>
    Number(await offhook.window.evaluate(() => document.documentElement.dataset['clickedAt']))
}
