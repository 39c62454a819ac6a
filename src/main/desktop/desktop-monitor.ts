import type { DoNotDisturb } from '../../shared/ipc/contract.ts'
import { gsettingsIn } from '../dnd/gsettings.ts'
import { disposableOf, type Disposable } from '../lib/disposable.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Bus } from '../lib/dbus/bus.ts'
import { watchNameOwner } from '../lib/dbus/name-owner.ts'
import { watchSystemDnd } from '../dnd/system-dnd.ts'
import type { Timers } from '../lib/timers.ts'

export interface DesktopMonitorDeps {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Opens a new connection to the session bus. Rejects with a readable message. */
  readonly connect: () => Promise<Bus>
  readonly timers: Timers
  readonly log: Log
  /** Called with whether the desktop has a tray. */
  readonly onTray: (present: boolean) => void
  /** Called with the do-not-disturb state of the desktop. */
  readonly onSystemDnd: (system: DoNotDisturb['system']) => void
}

/** The bus name of the tray on Linux desktops (StatusNotifierItem specification). */
const TRAY = 'org.kde.StatusNotifierWatcher'
const RECONNECT_MS = 5_000

/**
 * Watches the tray and the do-not-disturb state of a Linux desktop. Windows and macOS always have a tray, and do not publish their
 * do-not-disturb state.
 */
export function watchDesktop(deps: DesktopMonitorDeps): Disposable {
  const { platform, env, connect, timers, log, onTray, onSystemDnd } = deps
  if (platform !== 'linux') {
    onTray(true)
    return disposableOf()
  }

  /** Reconnects only if there was a bus: a session without one does not get one later. */
  let hadBus = false
  let current: Bus | undefined
  let isDisposed = false
  let cancelReconnect = () => {}
  let logged = ''

  const subscribe = async (bus: Bus) => {
    await watchNameOwner(bus, TRAY, onTray)
    await watchSystemDnd({ bus, gsettings: gsettingsIn(env), onChange: onSystemDnd, log })
  }
  const watch = async () => {
    const bus = await connect()
    if (isDisposed) return bus.close()
    hadBus = true
    current = bus
    bus.onClosed(() => {
      if (isDisposed) return
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
    const message = `The state of the tray and of do-not-disturb is not available: ${errorMessage(error)}`
    if (message !== logged) log.info(message)
    logged = message
  }
  const again = () => {
    cancelReconnect = timers.after(RECONNECT_MS, begin)
  }
  const begin = () => {
    watch().catch((error: unknown) => {
      logOnce(error)
      if (hadBus && !isDisposed) again()
    })
  }
  begin()
  return {
    dispose() {
      isDisposed = true
      cancelReconnect()
      current?.close()
    },
  }
}
