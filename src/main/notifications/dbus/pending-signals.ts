import type { ServerEvent, ServerNotificationId } from './notification-server.ts'

/** What a server says about one of its notifications. */
type NotificationSignal = Exclude<ServerEvent, { type: 'owner' }>

/** What was said about notifications whose number is not known yet: the server answers `Notify` in its own time. */
export interface PendingSignals {
  /** `asking` is on its way to a notification's number. Answers it, and what was said about that number meanwhile. */
  collectDuring(
    asking: Promise<ServerNotificationId>,
  ): Promise<{ readonly shown: ServerNotificationId; readonly signals: readonly NotificationSignal[] }>
  /** About a number nobody knows; kept only while somebody asks for one. */
  add(event: NotificationSignal): void
}

/** Anybody on the bus may say things about any number. */
const MAX_PENDING = 50

export function createPendingSignals(): PendingSignals {
  let asking = 0
  let signals: NotificationSignal[] = []
  return {
    async collectDuring(number) {
      asking += 1
      try {
        const shown = await number
        const isAbout = (event: NotificationSignal) =>
          event.shown.from === shown.from && event.shown.id === shown.id
        return { shown, signals: signals.filter(isAbout) }
      } finally {
        asking -= 1
        if (asking === 0) signals = []
      }
    },
    add(event) {
      if (asking > 0) signals = [...signals, event].slice(-MAX_PENDING)
    },
  }
}
