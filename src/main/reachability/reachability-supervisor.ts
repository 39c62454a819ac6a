import type { PowerMonitor } from 'electron'
import type { HealthReport, AppState, MainMessage } from '../../shared/ipc/contract.ts'
import { isOnThisComputer } from '../../shared/domain/exchange-address.ts'
import { connectedCall, type Timestamp } from '../../shared/domain/phone.ts'
import { watchRendererHang, type HangingRenderer } from '../windows/page/hang-watch.ts'
import type { Connection } from '../connection/connection.ts'
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
  readonly tokenManager: TokenManager
  readonly notifier: Notifier
  readonly connection: () => Connection | undefined
  /** The phone's page, unless its window is closed. */
  readonly page: () => HangingRenderer | undefined
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly send: (message: MainMessage) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

export interface ReachabilitySupervisor {
  /** The renderer told what it knows. */
  onHealthReport(onHealthReport: HealthReport): void
  /** The renderer is gone, or new: what the one before knew is void. */
  reset(): void
  /** There is another ticket, or none. */
  recheck(): void
  /** What the line is made of is at work again: no waiting now. */
  retryNow(): void
}

/** Determines whether a call would arrive, shows the result, and reloads a page that hangs. */
export function createReachabilitySupervisor(deps: ReachabilitySupervisorDeps): ReachabilitySupervisor {
  const {
    replica,
    appState,
    tokenManager,
    notifier,
    connection,
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
    onChange: () => reachability.recheck(),
  })
  const reachability = createReachabilityMonitor({
    replica,
    appState,
    currentInputs: () => ({
      isLocal: isOnThisComputer(connection()?.signallingHost ?? null),
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
    // In this order: what has gone stale in sleep is to be known before anything is done about it.
    reachability.recheck()
    tokenManager.retryNow()
    retryNow()
  }
  watchSystemSleep({ powerMonitor, onSleep: sleep, onWake: wake, log })

  return {
    onHealthReport(evidence) {
      hangWatch.resetHangTimer()
      const cameOnline = evidence.online && !online
      online = evidence.online
      // A sign of life is a moment to look at the clock, which may have leapt, and at the desktop.
      tokenManager.check()
      notificationCapabilities.refresh()
      reachability.onHealthReport(evidence)
      if (cameOnline) wake()
    },
    reset() {
      hangWatch.resetHangTimer()
      reachability.reset()
    },
    recheck: () => reachability.recheck(),
    retryNow: retryNow,
  }
}
