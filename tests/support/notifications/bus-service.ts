import { createClient } from '@homebridge/dbus-native'
import * as v from 'valibot'

export const NAME = 'org.freedesktop.Notifications'
export const PATH = '/org/freedesktop/Notifications'

/** The parts of the package that its own typings leave out. */
const ServiceSchema = v.object({
  requestName: v.function(),
  exportInterface: v.function(),
  sendSignal: v.function(),
})

const SIGNATURES = {
  name: NAME,
  methods: {
    Notify: ['susssasa{sv}i', 'u'],
    CloseNotification: ['u', ''],
    GetCapabilities: ['', 'as'],
    GetServerInformation: ['', 'ssss'],
  },
  signals: {},
  properties: { Inhibited: 'b' },
} as const

/** RequestName's flag for not waiting in a queue, and its answer to who got it. */
const DO_NOT_QUEUE = 4
const OWNER = 1

/** What a notification server answers, by the names of the specification. */
export interface NotificationMethods {
  Notify(
    app: string,
    replaces: number,
    icon: string,
    summary: string,
    body: string,
    actions: string[],
  ): number | Promise<number>
  CloseNotification(id: number): void
  GetCapabilities(): readonly string[]
  GetServerInformation(): readonly string[]
  /** KDE's own: the person is not to be disturbed. */
  Inhibited?: boolean
}

/** Requests the notification server's name on this bus and waits until it owns the name. Rejects when the name has another owner. */
export async function serveNotifications(bus: string, methods: NotificationMethods) {
  const client = createClient({ busAddress: bus })
  client.connection.on('error', () => {})
  const service = v.parse(ServiceSchema, client)
  service.exportInterface.call(client, methods, PATH, SIGNATURES)
  await new Promise<void>((resolve, reject) => {
    service.requestName.call(client, NAME, DO_NOT_QUEUE, (error: unknown, answer: unknown) => {
      if (error || answer !== OWNER) reject(new Error('The name is taken.'))
      else resolve()
    })
  })
  return {
    signal(member: string, signature: string, body: readonly unknown[]): void {
      service.sendSignal.call(client, PATH, NAME, member, signature, body)
    },
    /** Says that a property of the service has another value now. */
    changed(name: string, value: boolean): void {
      const body = [NAME, [[name, ['b', value]]], []]
      const properties = 'org.freedesktop.DBus.Properties'
      service.sendSignal.call(client, PATH, properties, 'PropertiesChanged', 'sa{sv}as', body)
    },
    /** Resolves when the bus has passed on whatever was sent before. */
    delivered(): Promise<void> {
      const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' }
      return new Promise((resolve) => {
        client.invoke({ ...bus, interface: 'org.freedesktop.DBus', member: 'GetId' }, () => resolve())
      })
    },
    end(): void {
      client.connection.stream.destroy()
    },
  }
}
