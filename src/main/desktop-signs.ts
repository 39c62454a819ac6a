import type { Quiet } from '../shared/contract.ts'
import { gsettingsIn } from './gsettings.ts'
import { reasonOf, type Log } from './log.ts'
import { sessionBusAddresses } from './notifications/dbus-address.ts'
import { connectBus } from './notifications/dbus-bus.ts'
import { watchName } from './session-bus.ts'
import { watchSystemQuiet } from './system-quiet.ts'
import type { Timers } from './timers.ts'

export interface DesktopSignsEdges {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timers: Timers
  readonly log: Log
  /** Whether there is a tray to be found in. */
  readonly onTray: (present: boolean) => void
  /** The system's own do-not-disturb. */
  readonly onQuiet: (system: Quiet['system']) => void
}

/** What a tray is called on the session bus of Linux desktops. */
const TRAY = 'org.kde.StatusNotifierWatcher'
const RECONNECT_MS = 5_000

/** What the desktop around us offers and wants. Windows and macOS always have a tray, and keep their quiet to themselves. */
export function watchDesktopSigns(edges: DesktopSignsEdges): void {
  const { platform, env, timers, log, onTray, onQuiet } = edges
  if (platform !== 'linux') return onTray(true)

  const watch = async () => {
    const bus = await connectBus(sessionBusAddresses(env), timers)
    bus.onClosed(() => {
      onTray(false)
      onQuiet('unknown')
      timers.after(RECONNECT_MS, begin)
    })
    await watchName(bus, TRAY, onTray)
    await watchSystemQuiet({ bus, gsettings: gsettingsIn(env), onChange: onQuiet, log })
  }
  const begin = () => {
    watch().catch((error: unknown) => {
      log.info(`The desktop says nothing about tray and do-not-disturb: ${reasonOf(error)}`)
    })
  }
  begin()
}
