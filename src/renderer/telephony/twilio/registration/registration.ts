import { isOnThisComputer } from '../../../../shared/domain/exchange-address.ts'
import type { Ticket } from '../../../../shared/ipc/contract.ts'
import type { LineEvent } from '../../../../shared/domain/events.ts'
import type { OfflineReason, Timestamp } from '../../../../shared/domain/phone.ts'
import { SDK_SILENCE_MS } from '../../../../shared/domain/signalling-timing.ts'
import type { Sign } from '../../telephony-line.ts'
import { createAcknowledgement } from './acknowledgement.ts'
import { createAttempts, isOver } from './attempts.ts'
import type { Calls } from '../calls/calls.ts'
import { createLineStatus } from './registration-status.ts'
import type { After, Renewal } from './token-refresh.ts'
import { createRegistrationErrors } from './registration-errors.ts'
import { createRetryLoop } from './retry-loop.ts'
import {
  readProblem,
  type CreateDevice,
  type DeviceListener,
  type Quietly,
  type SdkCall,
  type SdkDevice,
  type SdkLog,
} from '../sdk/sdk-port.ts'
import { isSameLine, newTenure, type Tenure } from './device-session.ts'
import { createTokenSwap } from './token-swap.ts'

interface RegistrationOptions {
  readonly clock: () => Timestamp
  /** A monotonic clock, in ms. */
  readonly uptime: () => number
  readonly after: After
  /** From 0 to 1. */
  readonly random: () => number
  readonly emit: (event: LineEvent) => void
  readonly createDevice: CreateDevice
  readonly calls: Calls
  readonly renewal: Renewal
  readonly onSign: (sign: Sign) => void
  /** Whether this computer has any network, as far as it knows. */
  readonly online: () => boolean
  readonly quietly: Quietly
  readonly log: SdkLog
}

/**
 * Keeps one device registered, and reports in events whether calls can arrive. Only this module schedules attempts: while the
 * registration is not acknowledged, exactly one is scheduled, in any state of device and socket.
 */
export function createRegistration(options: RegistrationOptions) {
  const { clock, uptime, after, random, emit, createDevice, calls, renewal, onSign, online, quietly, log } =
    options
  const status = createLineStatus(clock, emit)
  let tenure: Tenure | null = null
  /** The ticket to register with; null while the line is closed. */
  let wanted: Ticket | null = null
  /** Devices whose signalling is closed permanently but whose calls continue. */
  const retired = new Set<SdkDevice>()
  const inCall = () => calls.size > 0
  const loop = createRetryLoop({
    after,
    uptime,
    random,
    attempt() {
      if (tenure) attempts.attempt(tenure)
      else if (wanted) move(wanted)
    },
  })
  const acknowledgement = createAcknowledgement({ after, uptime, inCall, quietly, onLost })
  const swap = createTokenSwap({ after, clock, inCall, apply: applyToken })
  const attempts = createAttempts({
    uptime,
    quietly,
    inCall,
    renewal,
    openTimeoutMs: () => acknowledgement.openTimeoutMs(),
    onOpening(now) {
      socketLost(now)
      loop.opening()
    },
    openingAt: () => loop.openingAt,
    now: () => loop.now(),
    giveUp,
    onClosed: (now) => spend(now, 'closed'),
    move,
  })
  const errors = createRegistrationErrors({
    clock,
    status,
    renewal,
    onTokenRefused: (now) => spend(now, 'token'),
    applyToken,
    onOffline: offline,
  })

  /** Replaces the socket if there are calls, else the device, after repeated failures. */
  function giveUp(now: Tenure): void {
    acknowledgement.failed()
    if (!inCall()) return move(now.ticket)
    unacknowledged(now)
    quietly(() => now.device.closeSocket())
  }

  function onLost(): void {
    if (!tenure?.acknowledged) return
    log.warn('The registration is no longer acknowledged. Registering again.')
    giveUp(tenure)
  }

  function socketLost(now: Tenure): void {
    now.connected = false
    now.openedAt = null
    unacknowledged(now)
  }

  /** Starts the attempts. */
  function unacknowledged(now: Tenure): void {
    now.acknowledged = false
    now.waitingSince ??= uptime()
    now.askedAt = null
    acknowledgement.stop()
    loop.start()
  }

  function acknowledged(now: Tenure): void {
    now.acknowledged = true
    now.waitingSince = null
    now.spent = null
    errors.accepted(now.ticket)
    loop.stop()
    renewal.satisfied()
    acknowledgement.arrived(now)
    calls.registered()
    if (!status.isReady) status.ready(now.device.identity() ?? now.ticket.identity)
  }

  function registered(now: Tenure): void {
    status.ready(now.device.identity() ?? now.ticket.identity)
    if (now.device.observed) return
    // No better evidence is available, so the SDK's own state counts.
    onSign('unobserved')
    acknowledged(now)
  }

  function unregistered(now: Tenure): void {
    unacknowledged(now)
    if (!now.spent) offline(now, null)
    // The SDK drops its stream only after it has said so.
    queueMicrotask(() => {
      if (tenure === now && !now.spent && isOver(now.device)) spend(now, 'closed')
    })
  }

  function offline(now: Tenure, detail: string | null): void {
    const isLocal = isOnThisComputer(now.ticket.signallingHost)
    const reason: OfflineReason = online() || isLocal ? 'signalling-unreachable' : 'network'
    status.offline(reason, detail)
  }

  function spend(now: Tenure, why: 'token' | 'closed'): void {
    now.spent = why
    unacknowledged(now)
    if (why === 'token') return
    calls.abandoned()
    loop.socketClosed()
    renewal.ask()
  }

  function applyToken(now: Tenure): void {
    now.token = now.ticket.token
    now.tokenExpiresAt = now.ticket.expiresAt ?? null
    quietly(() => now.device.updateToken(now.token))
    if (now.spent === 'token') now.spent = null
    if (now.acknowledged) return
    now.connected = false
    loop.start()
    loop.progress()
  }

  function move(ticket: Ticket, asked = false): void {
    leave()
    status.connecting(!asked)
    loop.start()
    loop.opening()
    let now: Tenure | null = null
    // Nothing a device says counts before its tenure has begun or after it is over.
    const during =
      <T extends readonly unknown[]>(work: (now: Tenure, ...rest: T) => void) =>
      (...rest: T): void => {
        if (now && tenure === now) work(now, ...rest)
      }
    const listener: DeviceListener = {
      registering: during(() => status.connecting(true)),
      registered: during(registered),
      unregistered: during(unregistered),
      error: during((current, error: unknown) => errors.failed(current, error)),
      incoming: during((_current, call: SdkCall) => calls.incoming(call)),
      heard: during((current) => {
        current.heardAt = clock()
        if (current.openedAt === null && !current.acknowledged) loop.progress()
        current.openedAt ??= uptime()
        onSign('heard')
      }),
      connected: during((current) => {
        current.connected = true
        if (current.acknowledged) return
        current.askedAt ??= uptime()
        // The SDK registers again by itself only if it was registered before.
        if (current.device.state() !== 'registering') attempts.register(current)
        loop.progress()
      }),
      acknowledged: during((current) => {
        current.heardAt = clock()
        onSign('registered')
        acknowledged(current)
      }),
      socketClosed: during((current) => {
        socketLost(current)
        loop.socketClosed()
      }),
      retryAfter: during((_current, ms: number) => loop.retryAfter(ms)),
    }
    try {
      const device = createDevice(ticket.token, ticket.signallingHost, listener)
      tenure = now = newTenure(ticket, device, { uptime: uptime(), now: clock() })
      // Why it did not work comes as an error event; this only says that signalling was closed on us.
      device.register().catch(during(unregistered))
    } catch (error) {
      const { detail } = readProblem(error)
      log.warn('The Twilio SDK could not be started:', error)
      status.offline('signalling-unreachable', detail)
    }
  }

  function leave(): void {
    const old = tenure
    tenure = null
    swap.stop()
    acknowledgement.stop()
    if (!old) return
    onSign('left')
    if (inCall() && isOver(old.device)) retired.add(old.device)
    else quietly(() => old.device.destroy())
  }

  return {
    open(ticket: Ticket): void {
      renewal.arrived()
      wanted = ticket
      const now = tenure
      if (!now || !isSameLine(now.ticket, ticket)) {
        if (now) calls.endAll()
        errors.moved(ticket)
        return move(ticket, true)
      }
      now.ticket = ticket
      if (now.spent === 'closed' || (now.spent && !inCall())) return move(ticket)
      if (now.spent === 'token') return applyToken(now)
      swap.consider(now)
      if (now.acknowledged) status.ready(now.device.identity() ?? ticket.identity)
      else if (!now.spent) attempts.hasten(now)
    },
    /** The last call is over: a spent device can be replaced now, and a waiting token can be applied. */
    idle(): void {
      for (const device of retired) quietly(() => device.destroy())
      retired.clear()
      if (!tenure) return
      if (tenure.spent && tenure.token !== tenure.ticket.token) move(tenure.ticket)
      else swap.consider(tenure)
    },
    /** Registers now, or verifies an existing registration; requested by the person, or by main after sleep. */
    restart(): void {
      if (!wanted) return
      const now = tenure
      const isSilent = now !== null && clock() - now.heardAt > SDK_SILENCE_MS
      if (now?.spent === 'token') {
        status.connecting()
        renewal.askNow()
      } else if (!now || now.spent) loop.now()
      else if (!now.acknowledged) attempts.hasten(now)
      else if (now.device.observed && !isSilent) acknowledgement.verify(now)
      else if (now.device.observed || !inCall()) giveUp(now)
    },
    /** Places a call. Rejects at once when calls cannot be placed now. */
    async connect(params: Record<string, string>): Promise<SdkCall> {
      if (!tenure || tenure.spent || tenure.device.state() !== 'registered') {
        throw Object.assign(new Error('The line is not registered.'), { code: 53001 })
      }
      return await tenure.device.connect(params)
    },
    close(): void {
      wanted = null
      calls.endAll()
      leave()
      loop.stop()
      status.reset()
      renewal.arrived()
    },
  }
}
