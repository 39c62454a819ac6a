import { createClient } from '@homebridge/dbus-native'
import * as v from 'valibot'
import { deferred } from '../../../src/main/lib/deferred.ts'

const NAME = 'org.kde.StatusNotifierWatcher'
const PATH = '/StatusNotifierWatcher'
const ITEM = 'org.kde.StatusNotifierItem'
const PROPERTIES = 'org.freedesktop.DBus.Properties'
const MENU = 'com.canonical.dbusmenu'

const ServiceSchema = v.object({ requestName: v.function(), exportInterface: v.function() })

/** An invisible StatusNotifierWatcher, the tray protocol of KDE, Xfce and GNOME's extension. */
export interface TrayWatcher {
  /** Waits until a program has put itself into the tray. */
  appears(): Promise<void>
  /** Clicks its icon. */
  click(): Promise<void>
  /** The labels of its menu, submenus included. */
  labels(): Promise<readonly string[]>
  /** Chooses the entry with this label. */
  choose(label: string): Promise<void>
  tooltip(): Promise<string>
  stop(): void
}

/** `bus`: the session bus's address. Rejects when there is a tray already. */
export async function startTrayWatcher(bus: string): Promise<TrayWatcher> {
  const client = createClient({ busAddress: bus })
  client.connection.on('error', () => {})
  const service = v.parse(ServiceSchema, client)
  const appeared = deferred<void>()
  let item = { destination: '', path: '' }

  const watcher = {
    RegisterStatusNotifierItem(given: string) {
      // Chromium gives its bus name; its item is at the usual path.
      item = given.startsWith('/')
        ? { destination: '', path: given }
        : { destination: given, path: '/StatusNotifierItem' }
      appeared.resolve()
    },
    IsStatusNotifierHostRegistered: true,
    ProtocolVersion: 0,
    RegisteredStatusNotifierItems: [],
  }
  service.exportInterface.call(client, watcher, PATH, {
    name: NAME,
    methods: { RegisterStatusNotifierItem: ['s', ''] },
    signals: {},
    properties: {
      IsStatusNotifierHostRegistered: 'b',
      ProtocolVersion: 'i',
      RegisteredStatusNotifierItems: 'as',
    },
  })
  await new Promise<void>((resolve, reject) => {
    service.requestName.call(client, NAME, 4, (error: unknown) => {
      if (error) reject(new Error('There is a tray already.'))
      else resolve()
    })
  })

  const call = (path: string, from: string, member: string, signature?: string, body?: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const what = { destination: item.destination, path, interface: from, member }
      client.invoke({ ...what, ...(signature && body ? { signature, body } : {}) }, (error, ...values) => {
        if (error) reject(new Error(`${member}: ${String(error.message)}`))
        else resolve(values.length > 1 ? values : values[0])
      })
    })
  const menuPath = async () =>
    String(await call(item.path, PROPERTIES, 'Get', 'ss', [ITEM, 'Menu']).then((value) => unwrap(value)))
  const entries = async () => {
    const answer = await call(await menuPath(), MENU, 'GetLayout', 'iias', [0, -1, []])
    return entriesIn(Array.isArray(answer) ? answer[1] : undefined)
  }

  return {
    appears: () => appeared.promise,
    async click() {
      await call(item.path, ITEM, 'Activate', 'ii', [0, 0])
    },
    labels: async () => (await entries()).map(({ label }) => label),
    async choose(label) {
      const entry = (await entries()).find((candidate) => candidate.label === label)
      if (!entry) throw new Error(`The tray's menu has no "${label}".`)
      const event = [entry.id, 'clicked', ['i', 0], 0]
      await call(await menuPath(), MENU, 'Event', 'isvu', event)
    },
    async tooltip() {
      const value = unwrap(await call(item.path, PROPERTIES, 'Get', 'ss', [ITEM, 'ToolTip']))
      return Array.isArray(value)
        ? value
            .flat(9)
            .filter((part) => typeof part === 'string')
            .join(' ')
        : ''
    },
    stop: () => {
      client.connection.stream.destroy()
    },
  }
}

/** A variant is `[signature tree, [value]]`. */
function unwrap(variant: unknown): unknown {
  const values: unknown = Array.isArray(variant) ? variant[1] : undefined
  return Array.isArray(values) ? values[0] : undefined
}

interface Entry {
  readonly id: number
  readonly label: string
}

/** A node of a dbusmenu: id, properties, children (each in a variant). */
function entriesIn(node: unknown): Entry[] {
  if (!Array.isArray(node)) return []
  const [id, properties, children]: unknown[] = node
  const pairs = Array.isArray(properties) ? properties : []
  const label: unknown = unwrap(
    pairs.find((pair: unknown) => Array.isArray(pair) && pair[0] === 'label')?.[1],
  )
  const below = Array.isArray(children) ? children.flatMap((child) => entriesIn(unwrap(child))) : []
  const own = typeof label === 'string' ? [{ id: Number(id), label: label.replaceAll('_', '') }] : []
  return [...own, ...below]
}
