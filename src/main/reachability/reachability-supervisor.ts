import type { PowerMonitor } from 'electron'
import type { Evidence, House, MainMessage } from '../../shared/ipc/contract.ts'
import { isOnThisComputer } from '../../shared/domain/exchange-address.ts'
import { openCall, type Timestamp } from '../../shared/domain/phone.ts'
import { replaceHungPage, type HangingContents } from '../windows/page/hang-watch.ts'
import type { LineSource } from '../connection/connection.ts'
import type { Log } from '../lib/log.ts'
import { watchCapabilities } from './notification-capabilities.ts'
import type { Notifier } from '../notifications/notifier.ts'
import { createReachability } from './reachability-monitor.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Tickets } from '../connection/tokens/token-manager.ts'
import type { Timers } from '../lib/timers.ts'
import { followSleep } from './system-sleep.ts'

export interface KeepReachableEdges {
  readonly replica: Replica
  readonly house: { put(parts: Partial<House>): void }
  readonly tickets: Tickets
  readonly notifier: Notifier
  readonly source: () => LineSource | undefined
  /** The phone's page, unless its window is closed. */
  readonly page: () => HangingContents | undefined
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly send: (message: MainMessage) => void
  readonly clock: () => Timestamp
  readonly timers: Timers
  readonly log: Log
}

export interface KeepReachable {
  /** The renderer told what it knows. */
  evidence(evidence: Evidence): void
  /** The renderer is gone, or new: what the one before knew is void. */
  forget(): void
  /** There is another ticket, or none. */
  recheck(): void
  /** What the line is made of is at work again: no waiting now. */
  hurry(): void
}

/** Determines whether a call would arrive, shows the result, and reloads a page that hangs. */
export function keepReachable(edges: KeepReachableEdges): KeepReachable {
  const { replica, house, tickets, notifier, source, page, powerMonitor, send, clock, timers, log } = edges
  let online = true

  const capabilities = watchCapabilities({ notifier, clock, onChange: () => reachability.recheck() })
  const reachability = createReachability({
    replica,
    house,
    facts: () => ({
      local: isOnThisComputer(source()?.signallingHost ?? null),
      ticket: tickets.life,
      notifications: capabilities.now,
    }),
    clock,
    timers,
    log,
  })
  /** The page decides when to register. Main asks it to retry only on events that the page cannot observe. */
  const retryNow = () => send({ type: 'restart-line' })
  const hanging = replaceHungPage({
    page,
    inCall: () => openCall(replica.phone) !== undefined,
    clock,
    timers,
    log,
  })

  const sleep = () => hanging.waitAnew()
  const wake = () => {
    hanging.waitAnew()
    // In this order: what has gone stale in sleep is to be known before anything is done about it.
    reachability.recheck()
    tickets.hurry()
    retryNow()
  }
  followSleep({ powerMonitor, onSleep: sleep, onWake: wake, log })

  return {
    evidence(evidence) {
      hanging.waitAnew()
      const cameOnline = evidence.online && !online
      online = evidence.online
      // A sign of life is a moment to look at the clock, which may have leapt, and at the desktop.
      tickets.check()
      capabilities.look()
      reachability.evidence(evidence)
      if (cameOnline) wake()
    },
    forget() {
      hanging.waitAnew()
      reachability.forget()
    },
    recheck: () => reachability.recheck(),
    hurry: retryNow,
  }
}
