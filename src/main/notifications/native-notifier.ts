import type { Notification } from 'electron'
import type { Timestamp } from '../../shared/phone.ts'
import type { Log } from '../log.ts'
import type { Timers } from '../timers.ts'
import { sessionBusAddresses } from './dbus-address.ts'
import { connectBus } from './dbus-bus.ts'
import type { Notifier } from './notifier.ts'
import { createDbusNotifier } from './notifier-dbus.ts'
import { createElectronNotifier } from './notifier-electron.ts'
import { withFallback } from './with-fallback.ts'

export interface NativeNotifierEdges {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ElectronNotification: typeof Notification
  readonly iconFile: string
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** The notifications of this operating system, with whatever stands behind them. */
export function createNativeNotifier(edges: NativeNotifierEdges): Notifier {
  const { platform, env, ElectronNotification, timers, log } = edges
  const isLinux = platform === 'linux'
  const own = createElectronNotifier({
    ...edges,
    create: (options) => new ElectronNotification(options),
    isSupported: () => ElectronNotification.isSupported(),
    handleActivation:
      platform === 'win32' && 'handleActivation' in ElectronNotification
        ? (callback) => {
            ElectronNotification.handleActivation(callback)
          }
        : null,
    actions: !isLinux,
  })
  if (!isLinux) return own
  const connect = () => connectBus(sessionBusAddresses(env), timers)
  return withFallback(createDbusNotifier({ ...edges, connect }), own, log)
}
