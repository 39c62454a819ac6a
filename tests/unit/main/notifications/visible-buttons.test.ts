import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { createNativeNotifier } from '../../../../src/main/notifications/native-notifier.ts'
import { areButtonsVisible } from '../../../../src/main/notifications/visible-buttons.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

describe('whether Accept and Reject are visible on a notification', () => {
  test.each([
    ['linux', 'dunst', true, false],
    ['linux', 'Dunst', true, false],
    ['linux', 'mako', true, false],
    ['linux', 'fnott', true, false],
    ['linux', 'notify-osd', true, false],
    ['linux', 'gnome-shell', true, true],
    ['linux', 'Plasma', true, true],
    ['linux', 'Xfce Notify Daemon', true, true],
    ['linux', 'Notification Daemon', true, true],
    ['linux', 'SwayNotificationCenter', true, true],
    ['linux', 'gnome-shell', false, false],
    ['linux', '', true, true],
    ['win32', 'The system', true, true],
    ['darwin', 'The system', true, false],
  ] as const)('on %s with %s, actions %s: %s', (platform, server, actions, visible) => {
    expect(areButtonsVisible({ platform, server, actions })).toBe(visible)
  })

  test.each([
    ['darwin', false],
    ['win32', true],
  ] as const)('is what the notifier of %s says of itself: %s', (platform, buttons) => {
    class ElectronNotification extends EventEmitter {
      readonly options: NotificationConstructorOptions
      constructor(options: NotificationConstructorOptions) {
        super()
        this.options = options
      }
      show() {}
      close() {}
      static isSupported = () => true
      static handleActivation = () => {}
    }
    const notifier = createNativeNotifier({
      platform,
      env: {},
      ElectronNotification,
      iconFile: '/icon.png',
      ...createFakeClock(),
      log: createMemoryLog(),
    })
    expect(notifier.capabilities).toMatchObject({ buttons })
  })
})
