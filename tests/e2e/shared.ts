import { launchOffhook, type OffhookUnderTest } from '../support/app/launch.ts'
import { expect, test as base } from './fixtures.ts'
import { READY_WORDS } from './screen.ts'

interface Shared {
  /** Arguments for every Offhook of this file. */
  readonly args: readonly string[]
  /** One Offhook for all tests of a file that leave it as they found it: ready, on its practice line. */
  readonly phone: OffhookUnderTest
}

/**
 * No name resolves and no proxy is asked: whatever Offhook tries to reach beyond this computer fails on the spot.
 */
export const NO_INTERNET = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  '--no-proxy-server',
]

export const test = base.extend<object, Shared>({
  args: [[], { scope: 'worker', option: true }],
  phone: [
    async ({ executable, desktop, args }, use) => {
      const phone = await launchOffhook({ executable, desktop, args })
      await expect(phone.window.getByText(READY_WORDS)).toBeVisible({ timeout: 20_000 })
      await use(phone)
      await phone.close()
      expect(phone.complaints, 'errors in the page').toEqual([])
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

export { expect }
