import * as v from 'valibot'
import type { Quiet } from '../../shared/ipc/contract.ts'
import type { Gsettings } from './gsettings.ts'
import { reasonOf, type Log } from '../lib/log.ts'
import type { Bus, Method } from '../lib/dbus/bus.ts'
import { listenTo, watchName } from '../lib/dbus/name-owner.ts'

type System = Quiet['system']

export interface SystemQuietEdges {
  readonly bus: Bus
  readonly gsettings: Gsettings
  readonly onChange: (system: System) => void
  readonly log: Log
}

const NOTIFICATIONS = 'org.freedesktop.Notifications'
const NOTIFICATIONS_PATH = '/org/freedesktop/Notifications'
const PROPERTIES = 'org.freedesktop.DBus.Properties'
const XFCONF = { destination: 'org.xfce.Xfconf', path: '/org/xfce/Xfconf', interface: 'org.xfce.Xfconf' }

/** A boolean as D-Bus wraps it. */
const BooleanVariant = v.looseTuple([v.looseTuple([v.unknown(), v.looseTuple([v.boolean()])])])
const Information = v.looseTuple([v.string()])

/** How one kind of desktop says it: where to ask, and which signals mean that the answer may be another. */
interface Way {
  readonly server: RegExp
  readonly ask: (edges: SystemQuietEdges) => Promise<System>
  readonly signal: string
}

const onOff = (on: boolean): System => (on ? 'on' : 'off')

const property = (owner: string, name: string): Omit<Way, 'server'> => ({
  ask: async ({ bus }) => {
    const get: Method = {
      destination: NOTIFICATIONS,
      path: NOTIFICATIONS_PATH,
      interface: PROPERTIES,
      member: 'Get',
    }
    const [[, [on]]] = v.parse(BooleanVariant, await bus.call(get, { signature: 'ss', body: [owner, name] }))
    return onOff(on)
  },
  signal: `interface='${PROPERTIES}',member='PropertiesChanged',path='${NOTIFICATIONS_PATH}'`,
})

const setting = (schema: string, key: string, on: string): Omit<Way, 'server'> => ({
  ask: async ({ gsettings }) => onOff((await gsettings(schema, key)).trim() === on),
  signal: "interface='ca.desrt.dconf.Writer',member='Notify'",
})

const WAYS: readonly Way[] = [
  { server: /^plasma/i, ...property(NOTIFICATIONS, 'Inhibited') },
  { server: /^dunst/i, ...property('org.dunstproject.cmd0', 'paused') },
  { server: /^gnome-shell/i, ...setting('org.gnome.desktop.notifications', 'show-banners', 'false') },
  {
    server: /^cinnamon/i,
    ...setting('org.cinnamon.desktop.notifications', 'display-notifications', 'false'),
  },
  { server: /mate/i, ...setting('org.mate.NotificationDaemon', 'do-not-disturb', 'true') },
  {
    server: /^xfce/i,
    ask: async ({ bus }) => {
      const body = ['xfce4-notifyd', '/do-not-disturb']
      try {
        const answer = await bus.call({ ...XFCONF, member: 'GetProperty' }, { signature: 'ss', body })
        const [[, [on]]] = v.parse(BooleanVariant, answer)
        return onOff(on)
      } catch (error) {
        // Never touched, it is not stored at all.
        if (/does not exist/i.test(reasonOf(error))) return 'off'
        throw error
      }
    },
    signal: `interface='${XFCONF.interface}',path='${XFCONF.path}'`,
  },
]

/**
 * Tells the system's own do-not-disturb, now and whenever it changes, as far as the notification server in use lets
 * it be known. Nothing is polled. Rejects when the bus is gone.
 */
export async function watchSystemQuiet(edges: SystemQuietEdges): Promise<void> {
  const { bus, onChange, log } = edges
  const heard = new Set<string>()
  let told: System | undefined
  /** Counts the comings and goings of servers: what was asked of one says nothing of the next. */
  let generation = 0
  let looking = false
  let stale = false

  const tell = (system: System) => {
    if (system !== told) onChange(system)
    told = system
  }

  /** Asks, and once more where something has changed meanwhile: some ways start a program each time. */
  const look = async () => {
    stale = true
    if (looking) return
    looking = true
    try {
      while (stale) {
        stale = false
        const asked = generation
        const system = await ask().catch((error: unknown): System => {
          log.info(`The system’s do-not-disturb is not known: ${reasonOf(error)}`)
          return 'unknown'
        })
        if (!stale && asked === generation) tell(system)
      }
    } finally {
      looking = false
    }
  }

  const ask = async (): Promise<System> => {
    const describe: Method = {
      destination: NOTIFICATIONS,
      path: NOTIFICATIONS_PATH,
      interface: NOTIFICATIONS,
      member: 'GetServerInformation',
    }
    const [server] = v.parse(Information, await bus.call(describe))
    const way = WAYS.find((candidate) => candidate.server.test(server))
    if (!way) return 'unknown'
    if (!heard.has(way.signal)) await listenTo(bus, way.signal)
    heard.add(way.signal)
    return way.ask(edges)
  }

  const SIGNALS: ReadonlySet<string> = new Set([
    'PropertiesChanged',
    'Notify',
    'PropertyChanged',
    'PropertyRemoved',
  ])
  bus.onSignal(({ member }) => {
    if (SIGNALS.has(member)) void look()
  })
  await watchName(bus, NOTIFICATIONS, (present) => {
    generation += 1
    if (present) return void look()
    stale = false
    tell('unknown')
  })
}
