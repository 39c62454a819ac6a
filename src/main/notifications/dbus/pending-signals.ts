import type { ServerEvent, ServerNotificationId } from './notification-server.ts'

/** A signal of a server about one of its notifications. */
type NotificationSignal = Exclude<ServerEvent, { type: 'owner' }>

/** Signals about notifications with an unknown id: a server may emit them before it has replied to `Notify`. */
export interface PendingSignals {
  /** Waits for the reply `asking` with the id of a notification. Returns the id and the signals received for it meanwhile. */
  collectDuring(
    asking: Promise<ServerNotificationId>,
  ): Promise<{ readonly shown: ServerNotificationId; readonly signals: readonly NotificationSignal[] }>
  /** Keeps a signal about an unknown id, if a reply is pending. */
  add(event: NotificationSignal): void
}

/** Limits the signals, because any program on the bus can emit them. */
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
