import { expect } from '@playwright/test'
import { accessToken } from '../../support/app/account.ts'
import { launchOffhook, type OffhookUnderTest } from '../../support/app/launch.ts'
import { launchReferenceClient, type ReferenceClient } from '../../support/reference-client/client.ts'
import { screen, type Screen } from '../../e2e/fixtures/screen.ts'
import { createCleanup } from '../bench-definition.ts'
import type { BenchTestbed } from './testbed.ts'

/** Identities at the exchange. */
export const OFFHOOK = 'maria'
export const REFERENCE = 'bare'

/** Offhook, and the SDK on a bare page: the same runtime, the same exchange, both registered. */
export interface Pair {
  readonly offhook: OffhookUnderTest
  readonly reference: ReferenceClient
  readonly see: Screen
  close(): Promise<void>
}

export async function openPair(testbed: BenchTestbed): Promise<Pair> {
  const { desktop, runtime, program } = testbed
  const cleanup = createCleanup()
  try {
    const { executable } = runtime
    const offhook = await launchOffhook({ executable, desktop, identity: OFFHOOK, program: [program] })
    cleanup.add(() => offhook.close())
    const see = screen(offhook.window)
    await expect(see.ready).toBeVisible({ timeout: 20_000 })
    const reference = await launchReferenceClient({
      executable,
      env: desktop.env,
      fingerprint: offhook.signalling.fingerprint,
      userData: await testbed.profile(),
    })
    cleanup.add(() => reference.close())
    await reference.register(accessToken(offhook.account, REFERENCE), offhook.signalling.host)
    return { offhook, reference, see, close: () => cleanup.run() }
  } catch (error) {
    await cleanup.run()
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
