import { createListeners } from '../../lib/listeners.ts'
import { errorMessage, type Log } from '../../lib/log.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Bus } from '../../lib/dbus/bus.ts'
import { areButtonsVisible } from '../visible-buttons.ts'
import { openNotificationServer, type NotificationServer, type ServerEvent } from './notification-server.ts'

/** A notification server that has responded, and its capabilities. */
export interface ConnectedServer {
  readonly server: NotificationServer
  /** Its unique name on the bus, which differs for every server. */
  readonly owner: string
  readonly name: string
  /** Whether it accepts actions, and whether it shows buttons for them. */
  readonly actions: boolean
  readonly buttons: boolean
  readonly bodyMarkup: boolean
}

export interface NotificationServerConnectionDeps {
  /** Opens a new connection to the session bus. Rejects with a readable message. */
  readonly connect: () => Promise<Bus>
  readonly timers: Timers
  readonly log: Log
}

/**
 * An event of the server; `lost`: its notifications are gone (`bus`: the connection to the bus as well); `found`: a server is
 * available again.
 */
type ServerConnectionEvent =
  ServerEvent | { readonly type: 'lost'; readonly bus: boolean } | { readonly type: 'found' }

/** The connection to the notification server: opened on first use, and opened again after the bus or the server was lost. */
export interface NotificationServerConnection {
  /** The server; null before it has responded. */
  readonly current: ConnectedServer | null
  /** The number of servers and connections so far, which distinguishes a failure from a change of server. */
  readonly generation: number
  get(): Promise<ConnectedServer>
  on(listener: (event: ServerConnectionEvent) => void): () => void
}

const RECONNECT_MS = 2_000

export function createNotificationServerConnection({
  connect,
  timers,
  log,
}: NotificationServerConnectionDeps): NotificationServerConnection {
  const listeners = createListeners<ServerConnectionEvent>()
  let opened: Promise<NotificationServer> | undefined
  let link: Promise<ConnectedServer> | undefined
  let current: ConnectedServer | null = null
  let generation = 0
  let cancelReconnect = () => {}

  const lose = (bus: boolean) => {
    generation += 1
    link = undefined
    current = null
    listeners.emit({ type: 'lost', bus })
  }

  /** At most one attempt is scheduled, however many connections were lost before it. */
  const reconnect = () => {
    cancelReconnect()
    cancelReconnect = timers.after(RECONNECT_MS, () => {
      void tryAgain()
    })
  }

  const tryAgain = async () => {
    const before = generation
    try {
      await get()
    } catch {
      return reconnect()
    }
    // If the connection was lost again meanwhile, another attempt is already scheduled.
    if (generation === before) listeners.emit({ type: 'found' })
  }

  const open = async (): Promise<NotificationServer> => {
    const bus = await connect()
    const server = await openNotificationServer(bus).catch((error: unknown) => {
      bus.close()
      throw error
    })
    server.onEvent((event) => {
      listeners.emit(event)
      if (event.type !== 'owner') return
      lose(false)
      if (event.present) listeners.emit({ type: 'found' })
    })
    bus.onClosed((message) => {
      log.warn(`Notifications: ${message}`)
      opened = undefined
      lose(true)
      reconnect()
    })
    return server
  }

  const make = async (): Promise<ConnectedServer> => {
    const asked = generation
    opened ??= open()
    const attempt = opened
    const server = await attempt.catch((error: unknown) => {
      if (opened === attempt) opened = undefined
      throw new Error(errorMessage(error))
    })
    const { owner, name, capabilities } = await server.describe()
    const actions = capabilities.has('actions')
    const made = {
      server,
      owner,
      name,
      actions,
      buttons: areButtonsVisible({ platform: 'linux', server: name, actions }),
      bodyMarkup: capabilities.has('body-markup'),
    }
    // Meanwhile another server may have replaced it.
    if (asked === generation) current = made
    return made
  }

  const get = (): Promise<ConnectedServer> => {
    if (link) return link
    const made = make()
    link = made
    made.catch(() => {
      if (link === made) link = undefined
    })
    return made
  }

  return {
    get current() {
      return current
    },
    get generation() {
      return generation
    },
    get,
    on: (listener) => listeners.add(listener),
  }
}
