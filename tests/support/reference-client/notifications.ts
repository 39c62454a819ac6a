import type { ElectronApplication } from '@playwright/test'

interface ReferenceNotification {
  readonly summary: string
  readonly body: string
  /** Keys and labels in turn. */
  readonly actions: readonly string[]
}

declare global {
  var referenceNotifications: {
    warm(): Promise<unknown>
    show(notification: ReferenceNotification): Promise<{ asked: number; id: number }>
    close(id: number): Promise<unknown>
  }
}

/** Notifications sent over D-Bus by the main process of the reference Electron, with nothing in between. */
export interface ReferenceNotifications {
  /** Answers the notification's id, and when (wall-clock ms) it was asked for. */
  show(notification: ReferenceNotification): Promise<{ asked: number; id: number }>
  close(id: number): Promise<void>
}

/** Connects the main process of a reference client to the session bus and to the notification server. */
export async function referenceNotifications(app: ElectronApplication): Promise<ReferenceNotifications> {
  await app.evaluate(() => globalThis.referenceNotifications.warm())
  return {
    show: (notification) =>
      app.evaluate((_electron, given) => globalThis.referenceNotifications.show(given), notification),
    async close(id) {
      await app.evaluate((_electron, given) => globalThis.referenceNotifications.close(given), id)
    },
  }
}
