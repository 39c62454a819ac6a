import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { startDesktop, type Desktop } from '../support/desktop/desktop.ts'
import type { NotificationServer } from '../support/desktop/notification-servers.ts'
import type { NotificationWatch } from '../support/desktop/watch.ts'
import { ensureElectron } from '../../scripts/runtime.ts'
import { accessToken } from '../support/app/account.ts'
import { launchOffhook, type OffhookUnderTest } from '../support/app/launch.ts'
import { launchBareDevice, type BareDevice } from '../support/reference-client/client.ts'
import { openEars, type Ears } from '../support/audio/audio-capture.ts'
import { hum } from '../support/audio/audio-source.ts'

import { READY_WORDS } from './screen.ts'
/** Hertz of the hum in front of the microphone. */
export const SENT_HZ = 1000

export interface WorkerFixtures {
  readonly executable: string
  readonly notificationServer: NotificationServer
  /** Whether the desktop has a window manager; most tests need none. */
  readonly windowManager: boolean
  /** A private screen, bus, notification server and sound server, shared by the tests of one worker. */
  readonly desktop: Desktop
  readonly ears: Ears
}

export interface TestFixtures {
  /** Notification traffic since the test began. */
  readonly watch: NotificationWatch
  /** Offhook, started and ready for calls on its practice line as `maria`. */
  readonly offhook: OffhookUnderTest
  /** Starts another device on the same exchange, registered as `identity`. */
  readonly anotherDevice: (identity: string) => Promise<BareDevice>
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  executable: [
    async ({}, use) => {
      await use((await ensureElectron()).executable)
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  notificationServer: ['xfce4-notifyd', { scope: 'worker', option: true }],
  windowManager: [false, { scope: 'worker', option: true }],
  desktop: [
    async ({ notificationServer, windowManager }, use) => {
      const desktop = await startDesktop({ notifications: notificationServer, windowManager, sound: true })
      const mouth = hum(desktop.env, SENT_HZ)
      await use(desktop)
      await mouth.stop()
      await desktop.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  ears: [
    async ({ desktop }, use) => {
      const ears = await openEars(desktop.env)
      await use(ears)
      await ears.stop()
    },
    { scope: 'worker' },
  ],
  watch: async ({ desktop }, use) => {
    const watch = await desktop.watchNotifications()
    await use(watch)
    watch.stop()
  },
  offhook: async ({ executable, desktop }, use) => {
    const offhook = await launchOffhook({ executable, desktop })
    await expect(offhook.window.getByText(READY_WORDS)).toBeVisible({ timeout: 20_000 })
    await use(offhook)
    await offhook.close()
    expect(offhook.complaints, 'errors in the page').toEqual([])
  },
  anotherDevice: async ({ executable, desktop, offhook }, use) => {
    const devices: BareDevice[] = []
    await use(async (identity) => {
      const device = await launchBareDevice({
        executable,
        env: desktop.env,
        fingerprint: offhook.signalling.fingerprint,
        userData: await mkdtemp(join(desktop.folder, 'device-')),
      })
      devices.push(device)
      await device.register(accessToken(offhook.account, identity), offhook.signalling.host)
      return device
    })
    for (const device of devices) await device.close()
  },
})

export { expect }
