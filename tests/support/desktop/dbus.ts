import { createClient, type MessageBus } from '@homebridge/dbus-native'
import * as v from 'valibot'

declare module '@homebridge/dbus-native' {
  // Missing from the package's own types.
  export function createClient(options: { busAddress: string }): MessageBus
}

/** A D-Bus message as dbus-native hands it out; `type` 1 call, 2 return, 3 error, 4 signal. */
const messageSchema = v.object({
  type: v.number(),
  serial: v.optional(v.number()),
  replySerial: v.optional(v.number()),
  sender: v.optional(v.string()),
  destination: v.optional(v.string()),
  path: v.optional(v.string()),
  interface: v.optional(v.string()),
  member: v.optional(v.string()),
  body: v.optional(v.array(v.unknown()), []),
})
export type BusMessage = v.InferOutput<typeof messageSchema>

type BusCall = {
  destination: string
  path: string
  interface: string
  member: string
  signature?: string
  body?: readonly unknown[]
}

/** A connection to one bus. */
export type BusClient = {
  /** Calls a method and answers its first return value; rejects with the error's name and words. */
  call(call: BusCall): Promise<unknown>
  onMessage(listener: (message: BusMessage) => void): () => void
  close(): void
}

const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const

/** Connects to the bus at an address such as `unix:path=/run/user/1000/bus`. */
export function connectBus(address: string): BusClient {
  const bus = createClient({ busAddress: address })
  // A bus that goes away while a desktop is taken down is no error; a pending call says so by its timeout.
  bus.connection.on('error', () => {})
  return {
    call: (call) => invoke(bus, call),
    onMessage(listener) {
      const hear = (message: unknown): void => listener(v.parse(messageSchema, message))
      bus.connection.on('message', hear)
      return () => bus.connection.off('message', hear)
    },
    close: () => bus.connection.stream.destroy(),
  }
}

function invoke(bus: MessageBus, call: BusCall): Promise<unknown> {
  return new Promise((resolve, reject) => {
    bus.invoke({ ...call }, (error, value: unknown) => {
      if (error) reject(new Error(`${call.member}: ${error.name}: ${String(error.message)}`))
      else resolve(value)
    })
  })
}

/** Listens to everything on a bus that matches one of the rules. The bus ends a monitor that sends. */
export async function monitorBus(
  address: string,
  rules: readonly string[],
  listener: (message: BusMessage) => void,
): Promise<() => void> {
  const bus = createClient({ busAddress: address })
  bus.connection.on('error', () => {})
  await invoke(bus, {
    ...BUS,
    interface: 'org.freedesktop.DBus.Monitoring',
    member: 'BecomeMonitor',
    signature: 'asu',
    body: [rules, 0],
  })
  // The library would answer the calls it overhears.
  bus.connection.removeAllListeners('message')
  bus.connection.on('message', (message: unknown) => listener(v.parse(messageSchema, message)))
  return () => bus.connection.stream.destroy()
}

/** Resolves as soon as the name has an owner on the bus. */
export async function waitForName(client: BusClient, name: string): Promise<void> {
  const heard = new AbortController()
  const release = client.onMessage((message) => {
    const [who, , owner] = message.body
    if (message.member === 'NameOwnerChanged' && who === name && owner !== '') heard.abort()
  })
  const appeared = new Promise<void>((resolve) => heard.signal.addEventListener('abort', () => resolve()))
  const rule = `type='signal',interface='${BUS.interface}',member='NameOwnerChanged',arg0='${name}'`
  await client.call({ ...BUS, member: 'AddMatch', signature: 's', body: [rule] })
  if (!(await hasName(client, name))) await appeared
  release()
}

/** Whether the name has an owner on the bus. */
export async function hasName(client: BusClient, name: string): Promise<boolean> {
  return (await client.call({ ...BUS, member: 'NameHasOwner', signature: 's', body: [name] })) === true
}
