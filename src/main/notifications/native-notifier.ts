import type { NotificationConstructorOptions } from 'electron'
import type { Timestamp } from '../../shared/domain/phone.ts'
import type { Log } from '../lib/log.ts'
import type { Timers } from '../lib/timers.ts'
import { sessionBusAddresses } from '../lib/dbus/session-bus-addresses.ts'
import { connectBus } from '../lib/dbus/bus.ts'
import type { Notifier } from './notifier.ts'
import { createDbusNotifier } from './dbus/dbus-notifier.ts'
import {
  createElectronNotifier,
  type Activation,
  type NativeNotification,
} from './electron/electron-notifier.ts'
import { areButtonsVisible } from './visible-buttons.ts'
import { withFallback } from './fallback-notifier.ts'

/** The part of Electron's `Notification` used here. */
interface NotificationClass {
  new (options: NotificationConstructorOptions): NativeNotification
  isSupported(): boolean
  /** Windows, Electron 42 and later. */
  handleActivation?(callback: (details: Activation) => void): void
}

export interface NativeNotifierDeps {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly ElectronNotification: NotificationClass
  readonly iconFile: string
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

/** The notifications of this operating system: D-Bus on Linux with Electron as fallback, elsewhere Electron. */
export function createNativeNotifier(deps: NativeNotifierDeps): Notifier {
  const { platform, env, ElectronNotification, timers, log } = deps
  const isLinux = platform === 'linux'
  const own = createElectronNotifier({
    ...deps,
    create: (options) => new ElectronNotification(options),
    isSupported: () => ElectronNotification.isSupported(),
    handleActivation:
      platform === 'win32' && ElectronNotification.handleActivation
        ? (callback) => ElectronNotification.handleActivation?.(callback)
        : null,
    actions: !isLinux,
    buttons: areButtonsVisible({ platform, server: 'The system', actions: !isLinux }),
  })
  if (!isLinux) return own
  const connect = () => connectBus(sessionBusAddresses(env), timers)
  return withFallback(createDbusNotifier({ ...deps, connect }), own, log)
}
