import { serveNotifications } from '../support/notifications/bus-service.ts'

/** A ringing call on the screen, as the notification server has it. */
export interface Alert {
  readonly id: number
  /** The last ten digits of its text: the number that calls. */
  readonly who: string
  /** Which of the servers had it: it counts up with every restart. */
  readonly server: number
  /** How often it was put there: once, and again for each change of its text. */
  updates: number
  /** How it left the screen, in order: a second time would be one too many. */
  readonly closings: ('app' | 'pressed' | 'server gone')[]
}

/** A notification server without a screen that keeps count: only notifications with Accept and Reject are alerts. */
export interface AlertServer {
  /** Since the beginning, over all restarts; oldest first. */
  readonly alerts: readonly Alert[]
  /** Told of every change. */
  readonly onChange: (listener: () => void) => () => void
  /** Presses a button as a person would: the notification goes with it. */
  press(alert: Alert, action: 'accept' | 'reject'): void
  /** Dies with all it shows, and a new one takes the name. */
  restart(): Promise<void>
  stop(): void
}

export const onScreen = (alert: Alert): boolean => alert.closings.length === 0

/** Starts one on this bus, and waits until it owns the name. */
export async function startAlertServer(bus: string): Promise<AlertServer> {
  const alerts: Alert[] = []
  const listeners = new Set<() => void>()
  let latest = 0
  let server = 0
  let connection = await connect()

  function changed(): void {
    for (const listener of listeners) listener()
  }

  function close(id: number, why: Alert['closings'][number], reason: number): void {
    const alert = alerts.find((one) => one.id === id)
    // The app may ask for what a press has just done: servers do not mind.
    if (alert?.server !== server || !onScreen(alert)) return
    alert.closings.push(why)
    connection.signal('NotificationClosed', 'uu', [id, reason])
    changed()
  }

  function notify(replaces: number, summary: string, body: string, actions: readonly string[]): number {
    const known = alerts.find((one) => one.id === replaces && one.server === server && onScreen(one))
    const id = known?.id ?? (latest += 1)
    if (known) known.updates += 1
    else if (actions.includes('accept') && actions.includes('reject'))
      alerts.push({
        id,
        who: `${summary} ${body}`.replaceAll(/\D/g, '').slice(0, 10),
        server,
        updates: 1,
        closings: [],
      })
    changed()
    return id
  }

  function connect() {
    return serveNotifications(bus, {
      Notify: (_app, replaces, _icon, summary, body, actions) => notify(replaces, summary, body, actions),
      CloseNotification: (id) => close(id, 'app', 3),
      GetCapabilities: () => ['actions', 'body', 'body-markup'],
      GetServerInformation: () => ['Counting', 'Offhook', '1', '1.2'],
    })
  }

  return {
    alerts,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    press(alert, action) {
      connection.signal('ActionInvoked', 'us', [alert.id, action])
      if (onScreen(alert)) close(alert.id, 'pressed', 2)
    },
    async restart() {
      connection.end()
      for (const alert of alerts) if (onScreen(alert)) alert.closings.push('server gone')
      server += 1
      connection = await connect()
    },
    stop: () => connection.end(),
  }
}
