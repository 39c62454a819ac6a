import type { Duplex } from 'node:stream'

/** What the package's own typings leave out. */
declare module '@homebridge/dbus-native' {
  export function createClient(options: { stream: Duplex }): MessageBus
}
