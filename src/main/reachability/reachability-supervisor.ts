import type { PowerMonitor } from 'electron'
import type { HealthReport, AppState, MainMessage } from '../../shared/ipc/contract.ts'
import { isOnThisComputer } from '../../shared/domain/exchange-address.ts'
import { connectedCall, type Timestamp } from '../../shared/domain/phone.ts'
import { watchRendererHang, type HangingRenderer } from '../windows/page/hang-watch.ts'
import type { ConnectionManager } from '../connection/connection-manager.ts'
import { disposableOf, disposeAll, type Disposable } from '../lib/disposable.ts'
import type { Log } from '../lib/log.ts'
import { watchNotificationCapabilities } from './notification-capabilities.ts'
import type { Notifier } from '../notifications/notifier.ts'
import { createReachabilityMonitor } from './reachability-monitor.ts'
import type { Replica } from '../ipc/replica.ts'
import type { TokenManager } from '../connection/tokens/token-manager.ts'
import type { Timers } from '../lib/timers.ts'
import { watchSystemSleep } from './system-sleep.ts'

export interface ReachabilitySupervisorDeps {
  readonly replica: Replica
  readonly appState: { update(parts: Partial<AppState>): void }
  readonly tokenManager: Pick<TokenManager, 'lifetime' | 'check' | 'retryNow' | 'onChanged'>
  readonly notifier: Notifier
  readonly connectionManager: Pick<ConnectionManager, 'connection' | 'on'>
  /** The page of the main window, unless the window is closed. */
  readonly page: () => HangingRenderer | undefined
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'removeListener'>
  readonly send: (message: MainMessage) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

export interface ReachabilitySupervisor extends Disposable {
  /** The renderer sent a report. */
  onHealthReport(report: HealthReport): void
  /** The renderer is gone or has been replaced: its report is discarded. */
  reset(): void
}

/** Determines whether a call would arrive, shows the result, and reloads a page that hangs. */
export function createReachabilitySupervisor(deps: ReachabilitySupervisorDeps): ReachabilitySupervisor {
  const {
    replica,
    appState,
    tokenManager,
    notifier,
    connectionManager,
    page,
    powerMonitor,
    send,
    clock,
    timers,
    log,
  } = deps
  let online = true

  const notificationCapabilities = watchNotificationCapabilities({
    notifier,
    clock,
  })
  const reachability = createReachabilityMonitor({
    replica,
    appState,
    currentInputs: () => ({
      isLocal: isOnThisComputer(connectionManager.connection?.signallingHost ?? null),
      token: tokenManager.lifetime,
      notifications: notificationCapabilities.current,
    }),
    clock,
    timers,
    log,
  })
  /** The page decides when to register. Main asks it to retry only on events that the page cannot observe. */
  const retryNow = () => send({ type: 'reconnect' })
  const hangWatch = watchRendererHang({
    page,
    inCall: () => connectedCall(replica.phone) !== undefined,
    clock,
    timers,
    log,
  })

  const sleep = () => hangWatch.resetHangTimer()
  const wake = () => {
    hangWatch.resetHangTimer()
    // In this order: what has expired during sleep must be known before the retries.
    reachability.recheck()
    tokenManager.retryNow()
    retryNow()
  }
  const systemSleep = watchSystemSleep({ powerMonitor, onSleep: sleep, onWake: wake, log })
  const subscriptions = disposableOf(
    notificationCapabilities.onChanged(() => {
      reachability.recheck()
    }),
    tokenManager.onChanged(() => {
      reachability.recheck()
    }),
    connectionManager.on(({ type }) => {
      if (type === 'restarted') retryNow()
    }),
  )

  return {
    onHealthReport(report) {
      hangWatch.resetHangTimer()
      const cameOnline = report.online && !online
      online = report.online
      // The clock may have jumped and the desktop may have changed since the last report.
      tokenManager.check()
      notificationCapabilities.refresh()
      reachability.onHealthReport(report)
      if (cameOnline) wake()
    },
    reset() {
      hangWatch.resetHangTimer()
      reachability.reset()
    },
    dispose: disposeAll(
      () => subscriptions.dispose(),
      () => systemSleep.dispose(),
      () => hangWatch.dispose(),
      () => reachability.dispose(),
      () => notificationCapabilities.dispose(),
    ),
  }
}
