import type { ElectronApplication } from '@playwright/test'

export interface BareNotification {
  readonly summary: string
  readonly body: string
  /** Keys and labels in turn. */
  readonly actions: readonly string[]
}

declare global {
  var bareNotifications: {
    warm(): Promise<unknown>
    show(notification: BareNotification): Promise<{ asked: number; id: number }>
    close(id: number): Promise<unknown>
  }
}

/** Notifications sent over D-Bus by the main process of a bare Electron, with nothing in between. */
export interface BareNotifications {
  /** Answers the notification's id, and when (wall-clock ms) it was asked for. */
  show(notification: BareNotification): Promise<{ asked: number; id: number }>
  close(id: number): Promise<void>
}

/** Connects the main process of a bare device to the session bus and to the notification server. */
export async function bareNotifications(app: ElectronApplication): Promise<BareNotifications> {
  await app.evaluate(() => globalThis.bareNotifications.warm())
  return {
    show: (notification) =>
      app.evaluate((_electron, given) => globalThis.bareNotifications.show(given), notification),
    async close(id) {
      await app.evaluate((_electron, given) => globalThis.bareNotifications.close(given), id)
    },
  }
}
