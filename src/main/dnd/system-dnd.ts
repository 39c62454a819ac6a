import * as v from 'valibot'
import type { DoNotDisturb } from '../../shared/ipc/contract.ts'
import type { Gsettings } from './gsettings.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Bus, Method } from '../lib/dbus/bus.ts'
import { addMatch, watchNameOwner } from '../lib/dbus/name-owner.ts'

type SystemDnd = DoNotDisturb['system']

export interface SystemDndDeps {
  readonly bus: Bus
  readonly gsettings: Gsettings
  readonly onChange: (system: SystemDnd) => void
  readonly log: Log
}

const NOTIFICATIONS = 'org.freedesktop.Notifications'
const NOTIFICATIONS_PATH = '/org/freedesktop/Notifications'
const PROPERTIES = 'org.freedesktop.DBus.Properties'
const XFCONF = { destination: 'org.xfce.Xfconf', path: '/org/xfce/Xfconf', interface: 'org.xfce.Xfconf' }

/** A boolean as a D-Bus variant. */
const BooleanVariant = v.looseTuple([v.looseTuple([v.unknown(), v.looseTuple([v.boolean()])])])
const Information = v.looseTuple([v.string()])

/** How a kind of desktop publishes its state: what to query, and which signals announce a change. */
interface DndProbe {
  readonly server: RegExp
  readonly ask: (deps: SystemDndDeps) => Promise<SystemDnd>
  readonly signal: string
}

const onOff = (on: boolean): SystemDnd => (on ? 'on' : 'off')

const property = (owner: string, name: string): Omit<DndProbe, 'server'> => ({
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

const setting = (schema: string, key: string, on: string): Omit<DndProbe, 'server'> => ({
  ask: async ({ gsettings }) => onOff((await gsettings(schema, key)).trim() === on),
  signal: "interface='ca.desrt.dconf.Writer',member='Notify'",
})

const DND_PROBES: readonly DndProbe[] = [
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
        // Without a change by the person, no value is stored.
        if (/does not exist/i.test(errorMessage(error))) return 'off'
        throw error
      }
    },
    signal: `interface='${XFCONF.interface}',path='${XFCONF.path}'`,
  },
]

/**
 * Reports the do-not-disturb state of the desktop, now and after each change, as far as the notification server publishes it.
 * Does not poll. Rejects when the bus is gone.
 */
export async function watchSystemDnd(deps: SystemDndDeps): Promise<void> {
  const { bus, onChange, log } = deps
  const subscribed = new Set<string>()
  let reported: SystemDnd | undefined
  /** The number of server changes, so that a result of an earlier server is discarded. */
  let generation = 0
  let isRefreshing = false
  let isStale = false

  const report = (system: SystemDnd) => {
    if (system !== reported) onChange(system)
    reported = system
  }

  /** Queries again if something has changed meanwhile. Some queries start a program each time, so they are not concurrent. */
  const refresh = async () => {
    isStale = true
    if (isRefreshing) return
    isRefreshing = true
    try {
      while (isStale) {
        isStale = false
        const asked = generation
        const system = await ask().catch((error: unknown): SystemDnd => {
          log.info(`The system’s do-not-disturb is not known: ${errorMessage(error)}`)
          return 'unknown'
        })
        if (!isStale && asked === generation) report(system)
      }
    } finally {
      isRefreshing = false
    }
  }

  const ask = async (): Promise<SystemDnd> => {
    const describe: Method = {
      destination: NOTIFICATIONS,
      path: NOTIFICATIONS_PATH,
      interface: NOTIFICATIONS,
      member: 'GetServerInformation',
    }
    const [server] = v.parse(Information, await bus.call(describe))
    const probe = DND_PROBES.find((candidate) => candidate.server.test(server))
    if (!probe) return 'unknown'
    if (!subscribed.has(probe.signal)) await addMatch(bus, probe.signal)
    subscribed.add(probe.signal)
    return probe.ask(deps)
  }

  const SIGNALS: ReadonlySet<string> = new Set([
    'PropertiesChanged',
    'Notify',
    'PropertyChanged',
    'PropertyRemoved',
  ])
  bus.onSignal(({ member }) => {
    if (SIGNALS.has(member)) void refresh()
  })
  await watchNameOwner(bus, NOTIFICATIONS, (present) => {
    generation += 1
    if (present) return void refresh()
    isStale = false
    report('unknown')
  })
}
