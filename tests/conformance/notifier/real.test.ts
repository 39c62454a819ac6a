import { afterAll, beforeAll, describe } from 'vitest'
import { startDesktop, type Desktop } from '../../support/desktop/desktop.ts'
import { notifierAt } from '../../support/notifications/harness.ts'
import { notifierConformance } from './suite.ts'

// One with buttons, pressed by a real mouse; one whose actions are in a menu; one whose actions are behind a command.
describe.each(['xfce4-notifyd', 'dunst', 'mako'] as const)('%s', (kind) => {
  let desktop: Desktop

  beforeAll(async () => {
    desktop = await startDesktop({ notifications: kind })
  }, 30_000)

  afterAll(async () => {
    await desktop.stop()
  }, 30_000)

  notifierConformance(kind, () => ({
    buttons: kind === 'xfce4-notifyd',
    notifier: () => notifierAt(() => desktop.bus),
    press: async (label, title) => desktop.notifications?.press(label, { containing: title }),
    restart: async () => void (await desktop.restartNotifications()),
    stopServer: async () => void (await desktop.useNotifications('none')),
    startServer: async () => void (await desktop.useNotifications(kind)),
  }))
})
