import type { Quiet } from '../../shared/ipc/contract.ts'
import { gsettingsIn } from '../dnd/gsettings.ts'
import { reasonOf, type Log } from '../lib/log.ts'
import type { Bus } from '../lib/dbus/bus.ts'
import { watchName } from '../lib/dbus/name-owner.ts'
import { watchSystemQuiet } from '../dnd/system-dnd.ts'
import type { Timers } from '../lib/timers.ts'

export interface DesktopSignsEdges {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** A new connection to the session bus; rejects in words. */
  readonly connect: () => Promise<Bus>
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
  const { platform, env, connect, timers, log, onTray, onQuiet } = edges
  if (platform !== 'linux') return onTray(true)

  /** A session that had a bus gets one again; one that never had is not asked for ever. */
  let hadBus = false
  let said = ''

  const follow = async (bus: Bus) => {
    await watchName(bus, TRAY, onTray)
    await watchSystemQuiet({ bus, gsettings: gsettingsIn(env), onChange: onQuiet, log })
  }
  const watch = async () => {
    const bus = await connect()
    hadBus = true
    bus.onClosed(() => {
      onTray(false)
      onQuiet('unknown')
      again()
    })
    await follow(bus).catch((error: unknown) => {
      say(error)
      bus.close()
    })
  }
  const say = (error: unknown) => {
    const words = `The desktop says nothing about tray and do-not-disturb: ${reasonOf(error)}`
    if (words !== said) log.info(words)
    said = words
  }
  const again = () => {
    timers.after(RECONNECT_MS, begin)
  }
  const begin = () => {
    watch().catch((error: unknown) => {
      say(error)
      if (hadBus) again()
    })
  }
  begin()
}
