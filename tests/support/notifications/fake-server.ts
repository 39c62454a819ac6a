import { createClient } from '@homebridge/dbus-native'
import * as v from 'valibot'
import { NAME, PATH, serveNotifications } from './bus-service.ts'

export interface FakeServerOptions {
  /** The session bus, such as `unix:path=/run/user/1000/bus`. */
  readonly bus: string
  readonly capabilities?: readonly string[]
  /** What it calls itself. */
  readonly name?: string
  /** LiveObjects back the answer to `Notify` until this resolves. */
  readonly hold?: Promise<void>
  /** What it does in the very moment it has answered `Notify`, for the first time. */
  readonly atOnce?: 'leaves' | 'closes'
  /** What it says, with the number it is about, before it answers its first `Notify`: an action, or that it is closed. */
  readonly first?: readonly { readonly id: number; readonly says: string }[]
}

/** A notification server without a screen, on a real bus: what people would do to it is done by call. */
export interface FakeServer {
  /** The latest notification on the screen with this summary; 0 when there is none. */
  idOf(summary: string): number
  /** Emits `ActionInvoked`. */
  press(id: number, action: string): void
  /** Emits `ActivationToken`. */
  token(id: number, token: string): void
  /** Emits `NotificationClosed` with a reason as the specification numbers it. */
  remove(id: number, reason: number): void
  stop(): void
}

/** Starts one and waits until it owns the name. */
export async function startFakeServer(options: FakeServerOptions): Promise<FakeServer> {
  const {
    bus,
    capabilities = ['actions', 'body', 'body-markup'],
    name = 'Fake',
    hold,
    atOnce,
    first = [],
  } = options
  const shown = new Map<number, string>()
  let latest = 0

  const remove = (id: number, reason: number) => {
    if (shown.delete(id)) server.signal('NotificationClosed', 'uu', [id, reason])
  }
  const server = await serveNotifications(bus, {
    async Notify(_app: string, replaces: number, _icon: string, summary: string) {
      await hold
      const id = shown.has(replaces) ? replaces : (latest += 1)
      shown.set(id, summary)
      for (const { id: about, says } of id === 1 ? first : []) {
        if (says === 'closed') remove(about, 2)
        else server.signal('ActionInvoked', 'us', [about, says])
        await server.delivered()
        await server.delivered()
      }
      if (atOnce && id === 1) setImmediate(() => (atOnce === 'leaves' ? server.end() : remove(id, 2)))
      return id
    },
    CloseNotification(id: number) {
      remove(id, 3)
    },
    GetCapabilities: () => capabilities,
    GetServerInformation: () => [name, 'Offhook', '1', '1.2'],
  })
  return {
    idOf: (summary) => [...shown].findLast(([, text]) => text === summary)?.[0] ?? 0,
    press: (id, action) => {
      server.signal('ActionInvoked', 'us', [id, action])
    },
    token: (id, token) => {
      server.signal('ActivationToken', 'us', [id, token])
    },
    remove,
    stop: () => server.end(),
  }
}

/** Broadcasts ActionInvoked from a connection that does not own the server's name, and waits until it is delivered. */
export async function forgeAction(bus: string, id: number, action: string): Promise<void> {
  const client = createClient({ busAddress: bus })
  client.connection.on('error', () => {})
  const busItself = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' }
  const ask = (member: string) =>
    new Promise<unknown>((resolve) => {
      client.invoke({ ...busItself, interface: 'org.freedesktop.DBus', member }, (_error, value) => {
        resolve(value)
      })
    })
  const names = v.parse(v.array(v.string()), await ask('ListNames'))
  for (const destination of names.filter((name) => name.startsWith(':'))) {
    const what = { path: PATH, interface: NAME, member: 'ActionInvoked', signature: 'us', body: [id, action] }
    v.parse(v.object({ message: v.function() }), client.connection).message.call(client.connection, {
      type: 4,
      serial: 1000,
      destination,
      ...what,
    })
  }
  await ask('GetId')
  client.connection.stream.destroy()
}
