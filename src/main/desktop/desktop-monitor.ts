import type { DoNotDisturb } from '../../shared/ipc/contract.ts'
import { gsettingsIn } from '../dnd/gsettings.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Bus } from '../lib/dbus/bus.ts'
import { watchNameOwner } from '../lib/dbus/name-owner.ts'
import { watchSystemDnd } from '../dnd/system-dnd.ts'
import type { Timers } from '../lib/timers.ts'

export interface DesktopMonitorDeps {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** A new connection to the session bus; rejects in words. */
  readonly connect: () => Promise<Bus>
  readonly timers: Timers
  readonly log: Log
  /** Whether there is a tray to be found in. */
  readonly onTray: (present: boolean) => void
  /** The system's own do-not-disturb. */
  readonly onSystemDnd: (system: DoNotDisturb['system']) => void
}

/** What a tray is called on the session bus of Linux desktops. */
const TRAY = 'org.kde.StatusNotifierWatcher'
const RECONNECT_MS = 5_000

/** What the desktop around us offers and wants. Windows and macOS always have a tray, and keep their quiet to themselves. */
export function watchDesktop(deps: DesktopMonitorDeps): void {
  const { platform, env, connect, timers, log, onTray, onSystemDnd } = deps
  if (platform !== 'linux') return onTray(true)

  /** A session that had a bus gets one again; one that never had is not asked for ever. */
  let hadBus = false
  let logged = ''

  const subscribe = async (bus: Bus) => {
    await watchNameOwner(bus, TRAY, onTray)
    await watchSystemDnd({ bus, gsettings: gsettingsIn(env), onChange: onSystemDnd, log })
  }
  const watch = async () => {
    const bus = await connect()
    hadBus = true
    bus.onClosed(() => {
      onTray(false)
      onSystemDnd('unknown')
      again()
    })
    await subscribe(bus).catch((error: unknown) => {
      logOnce(error)
      bus.close()
    })
  }
  const logOnce = (error: unknown) => {
    const message = `The desktop says nothing about tray and do-not-disturb: ${errorMessage(error)}`
    if (message !== logged) log.info(message)
    logged = message
  }
  const again = () => {
    timers.after(RECONNECT_MS, begin)
  }
  const begin = () => {
    watch().catch((error: unknown) => {
      logOnce(error)
      if (hadBus) again()
    })
  }
  begin()
}
